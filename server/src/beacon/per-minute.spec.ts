import { addressOf, PerMinute } from './per-minute.js';

const start = 60_000 * 1_000;

describe('so much a minute', () => {
  it('lets in up to the limit, then says how long to wait, then begins anew', () => {
    const rate = new PerMinute(10);
    expect(rate.take('a', 9, start)).toBe(0);
    expect(rate.take('a', 9, start + 1_000)).toBe(0);
    expect(rate.take('a', 1, start + 20_500)).toBe(40);
    expect(rate.take('b', 1, start + 20_500)).toBe(0);
    expect(rate.take('a', 1, start + 60_000)).toBe(0);
  });

  it('holds no more names than it should: the rest share one count', () => {
    const rate = new PerMinute(2, 3);
    for (const name of ['a', 'b', 'c']) expect(rate.take(name, 1, start)).toBe(0);
    expect(rate.take('d', 1, start)).toBe(0);
    expect(rate.take('e', 1, start)).toBe(0);
    expect(rate.take('f', 1, start)).toBeGreaterThan(0);
    expect(rate.take('a', 1, start)).toBe(0);
  });
});

describe('an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::5:6', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::', 'fe80:0:0:0'],
  ])('%s counts as %s', (ip, expected) => {
    expect(addressOf(ip)).toBe(expected);
  });
});
