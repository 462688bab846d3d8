import { sameOrigin } from './same-origin.js';

describe('a request', () => {
  it.each([
    ['from no page', undefined, 'rollcall.example', true],
    ['from a page of ours', 'https://rollcall.example', 'rollcall.example', true],
    ['from a page of ours with its port', 'http://localhost:4000', 'localhost:4000', true],
    ['from another page', 'https://evil.example', 'rollcall.example', false],
    ['from another port', 'http://localhost:4001', 'localhost:4000', false],
    ['from a name that begins alike', 'https://rollcall.example.evil', 'rollcall.example', false],
    ['from a sandboxed page', 'null', 'rollcall.example', false],
    ['from nonsense', 'http://', 'rollcall.example', false],
    ['to no host', 'https://rollcall.example', undefined, false],
  ])('%s', (_name, origin, host, expected) => {
    expect(sameOrigin({ origin, host })).toBe(expected);
  });
});
