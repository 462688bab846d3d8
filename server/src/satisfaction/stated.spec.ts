import { statedOf, type StatedScale, type Statement } from './stated.js';

const slice = { service: 'play', region: 'US', channel: 'tv' };
const said = (
  scale: StatedScale,
  scores: readonly number[],
  voterOf = (i: number) => i,
): Statement[] =>
  scores.map((score, i) => ({ scale, score, at: i, identity: `u-${i}`, voter: voterOf(i), slice }));
const repeat = (score: number, times: number): number[] => Array<number>(times).fill(score);

describe('what customers say', () => {
  it('is read on each scale as the standards say, with how many said it', () => {
    const { scores, raters } = statedOf([
      ...said('csat', [5, 4, 4, 3, 1]),
      ...said('nps', [10, 9, 9, 8, 7, 6, 0]),
      ...said('ces', [7, 6, 2]),
      ...said('sentiment', [1, -0.5]),
    ]);
    expect(scores.csat).toMatchObject({ value: expect.closeTo(60), n: 5 });
    expect(scores.nps).toMatchObject({ value: expect.closeTo((3 / 7 - 2 / 7) * 100), n: 7 });
    expect(scores.ces).toMatchObject({ value: expect.closeTo(5), n: 3 });
    expect(scores.sentiment).toMatchObject({ value: expect.closeTo(0.25), n: 2 });
    expect(raters.size).toBe(7);
    expect(statedOf([]).scores.nps).toEqual({ value: null, low: null, high: null, n: 0 });
  });

  it('is the same in any order, and when it is said again', () => {
    const list = said('nps', [10, 3, 8, 9, 0, 10]);
    expect(statedOf([...list].reverse()).scores).toEqual(statedOf(list).scores);
    expect(statedOf([...list, ...list]).scores).toEqual(statedOf(list).scores);
  });

  it('has an interval by customers: one who says it twenty times is one', () => {
    const answers = [...repeat(5, 20), ...repeat(1, 20)];
    const many = statedOf(said('csat', answers)).scores.csat;
    const two = statedOf(said('csat', answers, (i) => Math.floor(i / 20))).scores.csat;
    expect(many.value).toBe(50);
    expect(two.value).toBe(50);
    const width = ({ low, high }: typeof many): number => (high ?? 0) - (low ?? 0);
    expect(width(many)).toBeLessThan(32);
    expect(width(two)).toBeGreaterThan(65);
    const one = statedOf(said('csat', answers, () => 7)).scores.csat;
    expect(one).toMatchObject({ value: 50, low: null, high: null, n: 40 });
  });

  it('of all the same opinion still has an interval, inside its scale', () => {
    const { low, high } = statedOf(said('nps', repeat(10, 10))).scores.nps;
    expect(high).toBe(100);
    expect(low).toBeGreaterThan(0);
    expect(low).toBeLessThan(60);
  });
});
