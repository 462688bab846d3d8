import { safeNext, signInProblem } from './signIn.js';

describe('signing in', () => {
  it.each([
    [0, 'signIn.unreachable'],
    [401, 'signIn.unknown'],
    [403, 'signIn.forbidden'],
    [503, 'signIn.unreachable'],
    [500, 'signIn.failed'],
  ])('status %i', (status, key) => {
    expect(signInProblem({ status, detail: '' })).toBe(key);
  });

  it.each([
    ['/incidents/i-1?region=US', '/incidents/i-1?region=US'],
    ['//elsewhere.example', '/wall'],
    ['/\\elsewhere.example', '/wall'],
    ['javascript:alert(1)', '/wall'],
    [undefined, '/wall'],
    [['/a'], '/wall'],
  ])('goes on to a path of our own only: %j', (next, path) => {
    expect(safeNext(next)).toBe(path);
  });
});
