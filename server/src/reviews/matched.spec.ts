import { compareReturn, type Stratum } from './matched.js';

/** Numbers in [0, 1) from a seed: mulberry32. */
const randomFrom = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};
const stratum = (affected: number, back: number, unaffected: number, others: number): Stratum => ({
  affected,
  affectedBack: back,
  unaffected,
  unaffectedBack: others,
});

describe('who came back, against others alike', () => {
  it('is not told by who they are: groups of another mix differ by nothing', () => {
    // the affected are mostly new, and new ones come back less, affected or not
    const found = compareReturn(7, [stratum(90, 45, 10, 5), stratum(10, 9, 90, 81)]);
    expect(found.shareAffected).toBeCloseTo(0.54);
    expect(found.shareUnaffected).toBeCloseTo(0.54);
    expect(found.difference?.estimate).toBeCloseTo(0);
    // few of the unaffected stand for many, so the interval is wide
    expect(found.difference?.high).toBeGreaterThan(0.2);
  });

  it('leaves out whom nobody is like, and says of how many it speaks', () => {
    const found = compareReturn(1, [stratum(10, 5, 20, 18), stratum(30, 0, 0, 0)]);
    expect(found).toMatchObject({ n: 10, affected: 40, unaffected: 20, strata: 1, reason: null });
    expect(found.difference?.estimate).toBeCloseTo(-0.4);
  });

  it('says why there is nothing to say', () => {
    expect(compareReturn(1, [])).toMatchObject({ difference: null, reason: expect.any(String) });
    const alone = compareReturn(1, [stratum(3, 1, 0, 0), stratum(0, 0, 4, 4)]);
    expect(alone).toMatchObject({ n: 0, affected: 3, shareAffected: null, difference: null });
  });

  /** Six kinds of customers who come back as they do; fewer of the affected, by `harm`. */
  const covers = (seed: number, customers: number, harm: number, often: number): boolean => {
    const random = randomFrom(seed);
    const binomial = (n: number, p: number): number => {
      let hits = 0;
      for (let i = 0; i < n; i++) if (random() < p) hits++;
      return hits;
    };
    let truth = 0;
    const kinds = Array.from({ length: 6 }, (_, i) => {
      const base = often + (1 - often) * (i / 8);
      const [affected, unaffected] = [customers * (6 - i), customers * (i + 1)];
      const [p, q] = [base - harm * (0.5 + random()), base];
      return { affected, unaffected, p, q };
    });
    const n = kinds.reduce((sum, { affected }) => sum + affected, 0);
    for (const { affected, p, q } of kinds) truth += (affected / n) * (p - q);
    const strata = kinds.map(({ affected, unaffected, p, q }) =>
      stratum(affected, binomial(affected, p), unaffected, binomial(unaffected, q)),
    );
    const { difference } = compareReturn(7, strata);
    return difference!.low <= truth && truth <= difference!.high;
  };

  it.each([
    [8, 0.1, 0.5],
    [40, 0.05, 0.4],
    [50, 0, 0.3],
    [20, 0.15, 0.7],
  ])('covers the truth in 92 to 98 of 100 seeds (%i a kind, harm %f, often %f)', (...street) => {
    const seeds = 250;
    let covered = 0;
    for (let seed = 1; seed <= seeds; seed++) if (covers(seed, ...street)) covered++;
    console.info(`returned, ${street.join(' ')}: ${(100 * covered) / seeds} % of ${seeds} seeds`);
    expect(covered / seeds).toBeGreaterThanOrEqual(0.92);
    expect(covered / seeds).toBeLessThanOrEqual(0.98);
  });
});
