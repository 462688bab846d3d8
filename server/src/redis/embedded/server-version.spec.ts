import { isRecentEnough, versionIn } from './server-version.js';

describe('the version of a native server', () => {
  it.each([
    ['Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64', '7.0.15'],
    ['Valkey server v=8.1.1 sha=00000000:1 malloc=libc bits=64', '8.1.1'],
    ['sh: redis-server: not found', undefined],
  ])('%s', (text, version) => expect(versionIn(text)).toBe(version));

  it.each([
    ['5.0.7', false],
    ['6.0.16', false],
    ['6.2.0', true],
    ['7.0.15', true],
    ['10.0.0', true],
  ])('%s is recent enough: %s', (version, enough) => expect(isRecentEnough(version)).toBe(enough));
});
