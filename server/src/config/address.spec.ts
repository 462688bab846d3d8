import { isLoopback, ownAddress, withoutPassword } from './address.js';

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.8.0.1', '::1', 'localhost'])('%s is', (host) =>
    expect(isLoopback(host)).toBe(true),
  );
  it.each(['0.0.0.0', '::', '192.168.1.2', '127.evil.example', 'rollcall.example', '12.7.0.1'])(
    '%s is not',
    (host) => expect(isLoopback(host)).toBe(false),
  );
});

describe('ownAddress', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:4000'],
    ['0.0.0.0', 'http://127.0.0.1:4000'],
    ['::', 'http://[::1]:4000'],
    ['rollcall.example', 'http://rollcall.example:4000'],
  ])('%s is reached at %s', (host, address) => expect(ownAddress(host, 4_000)).toBe(address));
});

describe('withoutPassword', () => {
  it.each([
    ['redis://:secret@h:1', 'redis://h:1'],
    ['rediss://user:p:w@h:1/2', 'rediss://h:1/2'],
    ['redis-cluster://:secret@a:1,b:2', 'redis-cluster://a:1,b:2'],
    ['redis://h:1', 'redis://h:1'],
  ])('%s is shown as %s', (url, shown) => expect(withoutPassword(url)).toBe(shown));
});
