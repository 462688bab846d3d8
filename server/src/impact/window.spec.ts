import fc from 'fast-check';
import { LiveWindow, windowBucketMs } from './window.js';

const minute = 60_000;

describe('the window of the last minutes', () => {
  it('counts by slice and outcome', () => {
    const window = new LiveWindow(5 * minute);
    window.add(0, 1, 7, 1_000, 0);
    window.add(1, 1, 7, 2_000, 1);
    window.add(0, 2, 7, 70_000, 2);
    window.add(0, 1, 8, 1_000, 0);
    expect([...window.totals()]).toEqual([
      [7, { ok: 1, slow: 1, failed: 1 }],
      [8, { ok: 1, slow: 0, failed: 0 }],
    ]);
  });

  it('forgets what is older than itself, to the interval', () => {
    const window = new LiveWindow(5 * minute);
    window.add(0, 1, 7, 0, 0);
    window.trim(5 * minute + windowBucketMs - 1);
    expect(window.totals().size).toBe(1);
    window.trim(5 * minute + windowBucketMs);
    expect(window.totals().size).toBe(0);
  });

  it('holds no more intervals than fit into it, however long it runs', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60 * minute), { minLength: 1 }), (times) => {
        const window = new LiveWindow(5 * minute);
        const now = 60 * minute;
        times.forEach((at) => window.add(0, 0, Math.floor(at / windowBucketMs), at, 0));
        window.trim(now);
        expect(window.totals().size).toBeLessThanOrEqual((5 * minute) / windowBucketMs + 1);
        const kept = times.filter((at) => at >= now - 5 * minute);
        const counted = [...window.totals().values()].reduce((sum, { ok }) => sum + ok, 0);
        expect(counted).toBeGreaterThanOrEqual(kept.length);
      }),
    );
  });

  it('says of how many failures the customer is known', () => {
    const window = new LiveWindow(5 * minute);
    expect(window.coverage(() => true)).toBeNull();
    window.add(0, 1, 7, 0, 0);
    expect(window.coverage(() => true)).toBeNull();
    window.add(0, 1, 7, 0, 2);
    window.add(3, 1, 7, 15_000, 2);
    const asked: number[][] = [];
    const share = window.coverage((...who) => {
      asked.push(who);
      return who[0] === 3;
    });
    expect(share).toBe(0.5);
    expect(asked).toEqual([
      [0, 1, 0],
      [3, 1, 10_000],
    ]);
  });

  it('asks for each failure once, until somebody is known who was not', () => {
    const window = new LiveWindow(5 * minute);
    const asked: number[] = [];
    const share = (version: number): number | null =>
      window.coverage((_, subject) => {
        asked.push(subject);
        return subject <= version;
      }, version);
    window.add(0, 1, 7, 0, 2);
    window.add(0, 2, 7, 0, 2);
    expect([share(1), share(1)]).toEqual([0.5, 0.5]);
    window.add(0, 3, 7, 0, 2);
    window.add(0, 1, 7, 0, 2);
    expect(share(1)).toBe(0.5);
    expect(asked).toEqual([1, 2, 3, 1]);
    expect(share(3)).toBe(1);
  });
});
