import type { Attempt, Happening } from './happening.js';
import { type Cast, happeningsOf } from './happenings.js';
import { ordinaryWeek } from './ordinary.js';
import { smallWorld } from './small.fixture.js';
import { day } from './times.js';

const cast: Cast = { world: smallWorld(), id: 'small', seed: '1', people: 1_500 };
const isAttempt = (h: Happening): h is Attempt => h.kind === 'attempt';
const attemptsOf = (of: Cast): Attempt[] => [...happeningsOf(of)].filter(isAttempt);

describe('an ordinary week', () => {
  const today = attemptsOf(cast);
  const weeks = [1, 2].map((k) => attemptsOf(ordinaryWeek(cast, k)));
  const owners = (list: Attempt[]) => new Map(list.map(({ person }) => [person.id, person]));

  it('lies whole weeks before, at the same hours', () => {
    weeks.forEach((list, i) => {
      const earlier = (i + 1) * 7 * day;
      expect(list[0].at).toBeGreaterThanOrEqual(cast.world.from - earlier);
      expect(list[list.length - 1].at).toBeLessThan(cast.world.to - earlier);
    });
  });

  it('is lived by the same people with the same habits', () => {
    const known = owners(today);
    for (const list of weeks) {
      const both = [...owners(list)].filter(([id]) => known.has(id));
      expect(both.length).toBeGreaterThan(known.size / 2);
      for (const [id, person] of both) expect(person).toEqual(known.get(id));
    }
  });

  it('has nothing that fails where only an outage fails, and about as many visits', () => {
    for (const list of weeks) {
      expect(list.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
      expect(list.length).toBeGreaterThan(today.length * 0.6);
      expect(list.length).toBeLessThan(today.length * 1.4);
    }
  });

  it('is no copy of another, and always the same again', () => {
    const times = (list: Attempt[]) =>
      list.map(({ at, person }) => `${at % (7 * day)} ${person.id}`).join();
    expect(times(weeks[0])).not.toEqual(times(weeks[1]));
    expect(times(attemptsOf(ordinaryWeek(cast, 1)))).toEqual(times(weeks[0]));
  });
});
