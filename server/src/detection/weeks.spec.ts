import { Detection } from './detection.js';
import { lived, minute, noon, slicesOf } from './town.fixture.js';
import { unknownHour, Weeks } from './weeks.js';

const hour = 3_600_000;
const week = 168 * hour;

describe('the hours of the week', () => {
  const learned = (...people: number[]): Weeks => {
    const weeks = new Weeks();
    people.forEach((many, i) => weeks.learn(3, noon + i * (hour / 4), many));
    return weeks;
  };

  it('know the fewest who came, a week after', () => {
    const weeks = learned(40, 12, 30, 90, 50);
    expect(weeks.at(3, noon + week + hour / 2)).toBe(12);
    expect(weeks.at(3, noon + week + hour)).toBeUndefined();
    expect(weeks.at(4, noon + week)).toBeUndefined();
  });

  it('say what they learned until it is noted', () => {
    const weeks = learned(40, 12, 30, 90, 50);
    const [[slice, fewest]] = weeks.learned;
    expect(slice).toBe(3);
    expect([...fewest].filter((people) => people !== unknownHour)).toEqual([12]);
    weeks.noted([3]);
    expect(weeks.learned).toEqual([]);
  });

  it('take back what was known, and believe what is newer', () => {
    const [[, before]] = learned(40, 12, 30, 90, 50).learned;
    const weeks = new Weeks();
    weeks.restore(3, before);
    expect(weeks.at(3, noon + week)).toBe(12);
    const newer = learned(7, 7, 7, 7, 9);
    newer.restore(3, before);
    expect(newer.at(3, noon + week)).toBe(7);
    expect(newer.learned).toHaveLength(1);
  });

  it('know that nobody came, and no more than that very many did', () => {
    expect(learned(0, 0, 0, 0, 0).at(3, noon)).toBe(0);
    expect(learned(1e6, 1e6, 1e6, 1e6, 1e6).at(3, noon)).toBe(unknownHour - 1);
  });

  it('tell people who stay away from an hour in which hardly anybody comes, after a restart too', () => {
    const slices = slicesOf(['play'], ['DE', 'FR', 'US'], ['tv']);
    const silent = (lastWeek?: number) => {
      const detection = new Detection({ slices, objectiveOf: () => 0.999 });
      const known = new Uint16Array(168).fill(lastWeek ?? unknownHour);
      detection.weeks.restore(0, known);
      const stops = noon + 40 * minute;
      const rate = ({ region }: { region: string }, at: number) =>
        region === 'DE' && at >= stops ? 0 : 3;
      const life = { rate, failing: () => 0 };
      let last;
      for (const { now, cells } of lived(slices, noon, stops + 5 * minute, life))
        last = detection.step(cells, now);
      return last?.silent;
    };
    expect(silent(300)![0].score).toBeGreaterThan(0.5);
    expect(silent(2)).toEqual([]);
    expect(silent()![0].score).toBeLessThan(0.5);
  });
});
