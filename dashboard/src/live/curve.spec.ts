import { affected, anImpact, anIncident, noon } from './live.fixture.js';
import { extendCurve, maxPoints, trendOf, type Curve } from './curve.js';

const failing = (count: number) =>
  anIncident({ impact: anImpact({ customers: affected({ failing: count, unseen: 0 }) }) });

const grown = (seconds: number, count: (second: number) => number = () => 1): Curve => {
  let curve: Curve | undefined;
  for (let s = 0; s <= seconds; s += 1)
    curve = extendCurve(curve, failing(count(s)), noon + s * 1_000);
  return curve!;
};

describe('an incident’s curve', () => {
  it('stays bounded for a day, keeps its first and its newest point', () => {
    const curve = grown(86_400, (s) => s);
    expect(curve.points.length).toBeLessThanOrEqual(maxPoints + 1);
    expect(curve.points.length).toBeGreaterThan(maxPoints / 3);
    expect(curve.points[0]?.at).toBe(noon);
    expect(curve.points.at(-1)).toMatchObject({
      at: noon + 86_400_000,
      customers: { failing: 86_400 },
    });
    const times = curve.points.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('renews its newest point when counts come faster than its step', () => {
    const curve = [0, 200, 400, 600].reduce<Curve | undefined>(
      (before, ms) => extendCurve(before, failing(ms), noon + ms),
      undefined,
    );
    expect(curve?.points.map((p) => p.customers.failing)).toEqual([0, 600]);
  });

  it('starts afresh when the count does', () => {
    const curve = extendCurve(grown(10), { ...failing(5), generation: 2 }, noon + 11_000);
    expect(curve.points).toHaveLength(1);
  });

  it('tells the trend over the last five minutes, once it has seen half of one', () => {
    expect(trendOf(grown(20), 'customers')).toBeUndefined();
    expect(
      trendOf(
        grown(600, (s) => s),
        'customers',
      ),
    ).toEqual({
      direction: 'more',
      count: 300,
      overMs: 300_000,
    });
    expect(
      trendOf(
        grown(60, (s) => 100 - s),
        'customers',
      )?.direction,
    ).toBe('fewer');
    expect(trendOf(grown(60), 'customers')?.direction).toBe('same');
    const barely = grown(60, (s) => 1_000 + (s > 50 ? 1 : 0));
    expect(trendOf(barely, 'customers')?.direction).toBe('same');
  });
});
