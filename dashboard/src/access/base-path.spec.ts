import { apiBaseOf, basePathOf } from './base-path.js';

describe('where a page lies', () => {
  it.each([
    ['/demo', '/demo'],
    ['/demo/wall', '/demo'],
    ['/wall', ''],
    ['/', ''],
    ['/demonstration', ''],
  ])('%s belongs under "%s"', (pathname, base) => {
    expect(basePathOf(pathname)).toBe(base);
    expect(apiBaseOf(pathname)).toBe(base === '' ? '/main' : base);
  });
});
