import fc from 'fast-check';
import { findPoison } from './poison.js';

describe('halving', () => {
  it('finds exactly the bad ones, in few trials', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.constant(false)), {
          maxLength: 200,
        }),
        async (goodness) => {
          const items = goodness.map((good, i) => ({ good, i }));
          let trials = 0;
          const found = await findPoison(items, async (sample) => {
            trials++;
            return sample.every(({ good }) => good);
          });
          const bad = items.filter(({ good }) => !good);
          expect(new Set(bad)).toEqual(found);
          const steps = Math.ceil(Math.log2(Math.max(2, items.length)));
          expect(trials).toBeLessThanOrEqual(1 + 2 * bad.length * steps);
        },
      ),
    );
  });

  it('tells equal items apart', async () => {
    const twins = [{ n: 1 }, { n: 1 }];
    const found = await findPoison(twins, async (sample) => !sample.includes(twins[1]));
    expect([...found]).toEqual([twins[1]]);
  });
});
