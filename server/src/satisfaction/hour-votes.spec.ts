import fc from 'fast-check';
import { outcomeCode, type OutcomeCode } from '../fold/rows.js';
import { Attempts } from './attempts.js';
import { hourMs, HourVotes, LastAttempts } from './hour-votes.js';

const row = fc.record({
  subject: fc.nat(40),
  slice: fc.nat(3),
  at: fc.integer({ min: 1, max: 20 }),
  outcome: fc.constantFrom(...Object.values(outcomeCode)),
});

const contents = ({ size, subject, slice, at, outcome }: LastAttempts): string[] =>
  Array.from({ length: size }, (_, i) =>
    [subject[i], slice[i], at[i], outcome[i]].join(' '),
  ).sort();

describe('the last hour', () => {
  it('holds the last attempt in each slice, in whatever order and how often it is told', () => {
    const told = fc
      .array(row, { maxLength: 200 })
      .chain((rows) =>
        fc.tuple(
          fc.constant(rows),
          fc.shuffledSubarray([...rows, ...rows], { minLength: rows.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(told, fc.nat(20), ([rows, again], oldest) => {
        const last = new Map<string, [at: number, outcome: number]>();
        for (const { subject, slice, at, outcome } of rows) {
          const key = `${subject} ${slice}`;
          const known = last.get(key);
          // of a tie the worse, which has the larger code
          if (!known || at > known[0] || (at === known[0] && outcome > known[1]))
            last.set(key, [at, outcome]);
        }
        const table = new LastAttempts(2);
        for (const { subject, slice, at, outcome } of again) table.add(subject, slice, at, outcome);
        table.clear(oldest);
        expect(contents(table)).toEqual(
          [...last]
            .filter(([, [at]]) => at >= oldest)
            .map(([k, v]) => [k, ...v].join(' '))
            .sort(),
        );
      }),
    );
  });

  it('forgets what is more than an hour old, so that it does not grow with the day', () => {
    const votes = new HourVotes(1, { onset: 0 });
    for (let minute = 0; minute < 600; minute++) {
      const now = minute * 60_000;
      votes.advance(now);
      for (let i = 0; i < 10; i++) votes.add(0, minute * 10 + i, 0, now, outcomeCode.ok);
    }
    const [{ size, at }] = votes.partitions;
    expect(size).toBeLessThanOrEqual(72 * 10);
    expect(at.slice(0, size).filter((each) => each > 599 * 60_000 - hourMs)).toHaveLength(600);
  });

  it('has an Apdex of all attempts, clustered by who made them', () => {
    const attempts = new Attempts(4);
    const add = (p: number, outcome: OutcomeCode, times: number, at = 1_000_000): void => {
      for (let i = 0; i < times; i++) attempts.add(p, p % 2, at + i, outcome);
    };
    add(0, outcomeCode.ok, 60);
    add(1, outcomeCode.slow, 30);
    add(2, outcomeCode.failed, 10);
    const all = attempts.apdex(() => true);
    expect(all).toMatchObject({ value: 0.75, n: 100 });
    // three partitions that differ as much prove little, however many attempts
    expect((all.high ?? 0) - (all.low ?? 0)).toBeGreaterThan(0.3);
    expect(attempts.apdex((slice) => slice === 0)).toMatchObject({ value: 60 / 70, n: 70 });
    expect(attempts.apdex(() => false)).toMatchObject({ value: null, n: 0 });
    attempts.clear(1_000_000 + 2 * hourMs);
    expect(attempts.apdex(() => true).n).toBe(0);
  });
});
