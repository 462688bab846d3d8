import fc from 'fast-check';
import { keepMs } from './retention.js';

const day = 86_400_000;
const now = 100 * day;

describe('how much of a log is kept', () => {
  it('is its age limit while it fits its budget', () => {
    const log = { oldest: now - 20 * day, usedBytes: 100, budgetBytes: 100, maxAgeMs: 14 * day };
    expect(keepMs(log, now)).toBe(14 * day);
  });

  it('is as much less as it has outgrown it, and a little', () => {
    const log = { oldest: now - 10 * day, usedBytes: 200, budgetBytes: 100, maxAgeMs: 14 * day };
    expect(keepMs(log, now)).toBeCloseTo(10 * day * 0.5 * 0.95);
  });

  it('is never more than its age limit nor less than nothing, and fits an even log', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -day, max: 100 * day }),
        fc.integer({ min: 1 }),
        fc.nat(),
        fc.integer({ min: 1, max: 50 * day }),
        (age, usedBytes, budgetBytes, maxAgeMs) => {
          const kept = keepMs({ oldest: now - age, usedBytes, budgetBytes, maxAgeMs }, now);
          expect(kept).toBeGreaterThanOrEqual(0);
          expect(kept).toBeLessThanOrEqual(maxAgeMs);
          const share = age <= 0 ? 0 : Math.min(1, kept / age);
          if (usedBytes > budgetBytes) expect(usedBytes * share).toBeLessThanOrEqual(budgetBytes);
        },
      ),
    );
  });
});
