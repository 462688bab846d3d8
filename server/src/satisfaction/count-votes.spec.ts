import fc from 'fast-check';
import { BallotBox, fullScore } from './ballots.js';
import { countedVotes, countVotes, voterKey } from './count-votes.js';
import type { Tally } from './tally.js';
import { all, groupsOf } from './groups.js';

interface Ballot {
  customer: number;
  user: number;
  slice: number;
  at: number;
  score: number;
}

const slices = ['tv', 'web'].flatMap((channel) =>
  ['play', 'pay'].map((service) => ({ service, region: 'US', channel })),
);
const kinds = { kindOf: () => 0, stages: 1, unidentified: true };

const count = (given: readonly Ballot[], counts: (slice: number) => boolean = () => true) => {
  const box = new BallotBox(1);
  for (const { customer, user, slice, at, score } of given)
    box.add(customer, user, slice, at, score);
  return countedVotes({ ballots: box.ballots, groups: groupsOf(slices, counts), ...kinds });
};

const indexOf = ({ n, sum }: Tally, group = all): number => (100 * sum[group]) / n[group];
const groupOf = (tally: Tally, dimension: string, value: string): number =>
  tally.groups.list.findIndex((each) => each.dimension === dimension && each.value === value);

/** A user belongs to one customer (or to none), as users do. */
const ballot: fc.Arbitrary<Ballot> = fc
  .record({
    user: fc.nat(30),
    slice: fc.nat(3),
    at: fc.nat(3),
    score: fc.constantFrom(0, 2, 3, fullScore),
  })
  .map((each) => ({ ...each, customer: each.user % 3 === 0 ? -1 : each.user % 7 }));

/** The method in plain words: newest word in each slice, worst of the slices, mean of the users, mean of all. */
const plainly = (given: readonly Ballot[]): { n: number; index: number } => {
  const last = new Map<string, Ballot>();
  for (const each of given) {
    const place = `${each.customer} ${each.user} ${each.slice}`;
    const known = last.get(place);
    if (!known || each.at > known.at || (each.at === known.at && each.score < known.score))
      last.set(place, each);
  }
  const users = new Map<string, number>();
  for (const { customer, user, score } of last.values()) {
    const key = `${voterKey(customer, user)} ${user}`;
    users.set(key, Math.min(users.get(key) ?? fullScore, score));
  }
  const voters = new Map<string, number[]>();
  for (const [key, score] of users) {
    const voter = key.split(' ')[0];
    voters.set(voter, [...(voters.get(voter) ?? []), score / fullScore]);
  }
  const votes = [...voters.values()].map((list) => list.reduce((a, b) => a + b) / list.length);
  return { n: votes.length, index: (100 * votes.reduce((a, b) => a + b, 0)) / votes.length };
};

const well = (user: number, more: Partial<Ballot> = {}): Ballot => ({
  customer: user,
  user,
  slice: 0,
  at: 1,
  score: fullScore,
  ...more,
});
const people = (size: number): Ballot[] => Array.from({ length: size }, (_, i) => well(i));

describe('one vote a customer', () => {
  it('is what the method says, in any order, said once or twice', () => {
    const told = fc
      .array(ballot, { minLength: 1, maxLength: 80 })
      .chain((list) =>
        fc.tuple(
          fc.constant(list),
          fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(told, ([list, again]) => {
        const tally = count(list);
        expect(tally.n[all]).toBe(plainly(list).n);
        expect(indexOf(tally)).toBeCloseTo(plainly(list).index, 9);
        const other = count(again);
        expect(other.n).toEqual(tally.n);
        expect(other.sum[all]).toBeCloseTo(tally.sum[all], 9);
        expect(other.byPart).toEqual(tally.byPart);
        expect(other.unidentified).toBe(tally.unidentified);
      }),
    );
  });

  it('moves by one vote for one customer, however many failures and users it has', () => {
    const failures = Array.from({ length: 1_000 }, (_, i) =>
      well(99, { user: 1_000 + i, at: i, score: 0 }),
    );
    expect(indexOf(count(people(100)))).toBe(100);
    expect(indexOf(count([...people(99), ...failures]))).toBe(99);
  });

  it('is not lifted by retries that fail, nor by those who go on and on', () => {
    const failed = Array.from({ length: 50 }, (_, i) => well(i, { score: 0 }));
    const half = [...failed, ...people(100).slice(50)];
    const more = Array.from({ length: 500 }, (_, i) => well(50 + (i % 50), { at: 2 + i }));
    expect(indexOf(count(half))).toBe(50);
    expect(indexOf(count([...half, ...more]))).toBe(50);
  });

  it('takes a part of a business that fails for a part of its vote', () => {
    const business = Array.from({ length: 10 }, (_, i) =>
      well(7, { user: 100 + i, score: i < 3 ? 0 : fullScore }),
    );
    expect(indexOf(count(business))).toBeCloseTo(70);
  });

  it('is lost where anything still fails, and won back by getting through there alone', () => {
    const failing = [well(1, { slice: 0, score: 0 }), well(1, { slice: 1, at: 9 })];
    expect(indexOf(count(failing))).toBe(0);
    expect(indexOf(count([...failing, well(1, { slice: 0, at: 2 })]))).toBe(100);
    expect(indexOf(count([well(1, { score: 2 })]))).toBe(50);
  });

  it('is one of each service, region and channel as well', () => {
    const tally = count([
      ...people(1_000),
      ...people(20).map((each) => ({ ...each, slice: 3, score: 0 })),
    ]);
    expect(indexOf(tally)).toBeCloseTo(98);
    expect(indexOf(tally, groupOf(tally, 'service', 'play'))).toBe(100);
    expect(indexOf(tally, groupOf(tally, 'service', 'pay'))).toBe(0);
    expect(indexOf(tally, groupOf(tally, 'channel', 'web'))).toBe(0);
    expect(indexOf(tally, groupOf(tally, 'region', 'US'))).toBeCloseTo(98);
  });

  it('under a filter counts what was met there alone', () => {
    const list = [...people(10), well(3, { slice: 2, score: 0 }), well(77, { slice: 2 })];
    expect(indexOf(count(list))).toBeCloseTo(1_000 / 11);
    const onTv = count(list, (slice) => slices[slice].channel === 'tv');
    expect([onTv.n[all], indexOf(onTv)]).toEqual([10, 100]);
  });

  it('tells whether who met several channels fared the same', () => {
    const list = [
      ...people(10),
      ...people(6).map((each) => ({ ...each, slice: 2 })),
      well(8, { slice: 2, score: 0 }),
      well(9, { slice: 3, score: 2 }),
    ];
    const { consistency } = count(list);
    expect(consistency.n).toBe(8);
    expect(consistency.sum).toBeCloseTo(6 + 0 + 0.5);
  });

  it('lets others go first while it counts a crowd', () => {
    const box = new BallotBox();
    for (let i = 0; i < 50_000; i++) box.add(i, i, i % 4, 1, fullScore);
    const asked = { ballots: box.ballots, groups: groupsOf(slices, () => true), ...kinds };
    expect([...countVotes(asked)].length).toBeGreaterThan(5);
  });
});
