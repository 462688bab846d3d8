import { partitionOf } from '../signals/partition.js';
import { inPanel, panelHash, panelShareOf } from './panel.js';

const identities = Array.from({ length: 40_000 }, (_, i) => `user-${i}@example.com`);

describe('the panel', () => {
  it('holds everybody at level 0', () => {
    expect(identities.every((identity) => inPanel(panelHash(identity), 0))).toBe(true);
  });

  it.each([1, 2, 5])('of level %i holds its share, evenly over the partitions', (level) => {
    const byPartition = new Array<number>(8).fill(0);
    for (const identity of identities)
      if (inPanel(panelHash(identity), level)) byPartition[partitionOf(identity, 8)]++;
    const expected = (identities.length / 8) * panelShareOf(level);
    // five standard deviations of a binomial count
    for (const found of byPartition)
      expect(Math.abs(found - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });

  it('of a level lies within that of every level below', () => {
    for (const identity of identities.slice(0, 5_000)) {
      const hash = panelHash(identity);
      if (inPanel(hash, 3)) expect([inPanel(hash, 2), inPanel(hash, 1)]).toEqual([true, true]);
    }
  });
});
