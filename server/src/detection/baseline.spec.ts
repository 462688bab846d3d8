import { Baseline } from './baseline.js';

const learned = (stretches: readonly [tries: number, failed: number][]): Baseline => {
  const baseline = new Baseline();
  stretches.forEach(([tries, failed], i) => baseline.learn(i * 120_000, tries, failed, 0.001));
  return baseline;
};
const calm = (many: number, tries: number, everyNth: number): [number, number][] =>
  Array.from({ length: many }, (_, i) => [tries, i % everyNth === 0 ? 1 : 0]);

describe('what usually fails', () => {
  it.each([
    ['where many try', calm(200, 100, 1), 0.01],
    ['where one tries in two minutes', calm(20_000, 1, 100), 0.01],
  ])('is learned %s', (_, stretches, share) => {
    expect(learned(stretches).share(0, 0) / share).toBeCloseTo(1, 0);
  });

  it('is not what an outage of an hour was', () => {
    const outage: [number, number][] = Array.from({ length: 30 }, () => [100, 60]);
    expect(learned([...calm(700, 100, 5), ...outage]).share(0, 0)).toBeLessThan(0.004);
  });

  it('is believed to be something while nothing is known', () => {
    const baseline = new Baseline();
    expect([baseline.knows(0), baseline.knows(100)]).toEqual([false, true]);
    expect(baseline.share(0, 0)).toBeCloseTo(0.02);
  });
});
