import { outcomeCode } from '../fold/rows.js';
import { hourMs, mergeHour, VisitCollector } from './hour-visits.js';
import { joinHour, leftOut, notMet, type HourPart, type JoinedHour } from './joined-hour.js';
import { hoursBetween, visitsBetween } from './window.js';

const hour = 420_000;

/** Rows `subject slice step outcome`, packed. */
const packed = (...rows: [number, number, number, 'ok' | 'failed'][]): Buffer | null => {
  const collector = new VisitCollector();
  for (const [subject, slice, step, outcome] of rows)
    collector.add(subject, slice, hour * hourMs + step * 300_000, outcomeCode[outcome]);
  const [all] = collector.all();
  return all ? mergeHour(null, all.codes, 0, () => true) : null;
};

const part = (bytes: Buffer | null, users: number[], slices = [0, 1, 2]): HourPart => ({
  bytes,
  userOf: (subject) => users[subject],
  sliceOf: (slice) => slices[slice],
});

const rowsOf = (joined: ReturnType<typeof joinHour>): string[] =>
  Array.from({ length: joined.length }, (_, i) =>
    [joined.person[i], joined.slice[i], joined.step[i], joined.failed[i]].join(' '),
  ).sort();

describe('an hour, joined', () => {
  it('says of each step whether something failed, and whether something got through beside it', () => {
    const bytes = packed(
      [0, 1, 3, 'ok'],
      [0, 1, 4, 'failed'],
      [0, 1, 5, 'failed'],
      [0, 1, 5, 'ok'],
    );
    const joined = joinHour([part(bytes, [7], [4, 9])], () => false);
    expect(rowsOf(joined)).toEqual(['7 9 3 0', '7 9 4 1', '7 9 5 2']);
  });

  it('makes one person of several identities, over partitions', () => {
    const joined = joinHour(
      [
        part(packed([0, 0, 2, 'failed'], [1, 1, 2, 'ok']), [5, 5]),
        part(packed([0, 2, 2, 'ok'], [1, 0, 2, 'ok']), [5, 6], [8, 8, 0]),
      ],
      (user) => user === 5,
    );
    expect(rowsOf(joined)).toEqual(['5 0 2 2', '5 1 2 0', '6 8 2 0']);
    expect([...joined.people]).toEqual([0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('counts a person once a step, whatever they tried', () => {
    const bytes = packed([0, 0, 1, 'ok'], [0, 1, 1, 'failed'], [0, 1, 11, 'ok'], [1, 0, 1, 'ok']);
    expect([...joinHour([part(bytes, [3, 4])], () => false).people]).toEqual([
      0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
    ]);
  });

  it('leaves out our own people, and says when somebody is not known yet', () => {
    const bytes = packed([0, 0, 1, 'ok'], [1, 0, 1, 'ok'], [2, 0, 1, 'ok']);
    const own = joinHour([part(bytes, [leftOut, 2, 3])], () => false);
    expect([own.length, own.people[1], own.whole]).toEqual([2, 2, true]);
    expect(joinHour([part(bytes, [1, notMet, 3])], () => false).whole).toBe(false);
  });

  it('holds more people than its first room', () => {
    const rows = Array.from({ length: 5_000 }, (_, i): [number, number, number, 'ok'] => [
      i,
      0,
      i % 12,
      'ok',
    ]);
    const users = rows.map((_, i) => i);
    expect(joinHour([part(packed(...rows), users)], () => false).length).toBe(5_000);
  });
});

describe('an hour, joined in the memory of the one before', () => {
  const many = (count: number): Buffer | null =>
    packed(
      ...Array.from({ length: count }, (_, i): [number, number, number, 'ok' | 'failed'] => [
        i,
        i % 3,
        i % 12,
        i % 5 === 0 ? 'failed' : 'ok',
      ]),
    );
  const users = Array.from({ length: 6_000 }, (_, i) => i + 1);
  const joinedOf = (count: number, before?: JoinedHour): JoinedHour =>
    joinHour([part(many(count), users)], () => false, before);

  it.each([
    ['more', 1_000, 6_000],
    ['as many', 4_000, 4_000],
    ['fewer', 6_000, 10],
    ['none', 6_000, 0],
  ])('has what one made afresh has, of %s rows', (_, first, second) => {
    const again = joinedOf(second, joinedOf(first));
    expect(again).toEqual(joinedOf(second));
    expect(rowsOf(joinedOf(5_000, again))).toEqual(rowsOf(joinedOf(5_000)));
  });

  it('takes no more memory as long as there is room', () => {
    const before = joinedOf(5_000);
    expect(joinedOf(4_990, before).person.buffer).toBe(before.person.buffer);
  });
});

describe('a window of visits', () => {
  const joined = joinHour(
    [part(packed([0, 0, 0, 'ok'], [0, 0, 11, 'failed'], [1, 0, 6, 'ok']), [1, 2])],
    () => false,
  );
  const at = (step: number): number => hour * hourMs + step * 300_000;
  const seen = (from: number, to: number): string[] => {
    const visits = visitsBetween(from, to, (each) =>
      each === hour ? joined : joinHour([], () => false),
    );
    return Array.from({ length: visits.length }, (_, i) =>
      [visits.person[i], visits.step[i], visits.failed[i]].join(' '),
    ).sort();
  };

  it('counts steps from its beginning', () => {
    expect(seen(at(-24), at(24))).toEqual(['1 24 0', '1 35 1', '2 30 0']);
  });

  it('cuts hours at its ends; the end is not part of it', () => {
    expect(seen(at(1), at(11))).toEqual(['2 5 0']);
    expect(seen(at(6), at(6))).toEqual([]);
  });

  it('names the hours it lies in', () => {
    expect(hoursBetween(at(1), at(12))).toEqual([hour]);
    expect(hoursBetween(at(0), at(13))).toEqual([hour, hour + 1]);
  });
});
