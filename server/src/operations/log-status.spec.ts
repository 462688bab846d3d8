import {
  hasFolded,
  readStatus,
  timeOfId,
  totalStatus,
  type PartitionStatus,
} from './log-status.js';

const partition = (given: Partial<PartitionStatus> = {}): PartitionStatus => ({
  cursor: '5-0',
  commit: 3,
  folded: 10,
  parked: 0,
  accepted: 10,
  newest: 4_000,
  oldestUnfolded: 0,
  serverTime: 5_000,
  ...given,
});

describe('how far a partition has come', () => {
  it('is read from the reply of Redis', () => {
    expect(readStatus(['7-1', '3', '10', '1', '12', '6900', '8-0', '9000'])).toEqual({
      cursor: '7-1',
      commit: 3,
      folded: 10,
      parked: 1,
      accepted: 12,
      newest: 6_900,
      oldestUnfolded: 8,
      serverTime: 9_000,
    });
    expect(readStatus(['', '0', '0', '0', '0', '0', '', '9000'])).toMatchObject({
      cursor: '',
      newest: 0,
      oldestUnfolded: 0,
    });
  });

  it('is dated by the ids of its entries', () => {
    expect([timeOfId('1790000000000-3'), timeOfId('')]).toEqual([1_790_000_000_000, 0]);
  });
});

describe('all partitions together', () => {
  it('are as far as the one furthest behind', () => {
    const all = [
      partition(),
      partition({ oldestUnfolded: 900, accepted: 12 }),
      partition({ oldestUnfolded: 800, newest: 4_500, parked: 2 }),
    ];
    expect(totalStatus(all)).toMatchObject({
      folded: 30,
      accepted: 32,
      parked: 2,
      newest: 4_500,
      oldestUnfolded: 800,
    });
  });

  it('have nothing unfolded when none has, and nothing at all when there are none', () => {
    expect(totalStatus([partition()]).oldestUnfolded).toBe(0);
    expect(totalStatus([])).toMatchObject({ folded: 0, newest: 0, oldestUnfolded: 0 });
  });
});

describe('what was stored before is folded', () => {
  const before = totalStatus([partition({ oldestUnfolded: 4_900 }), partition()]);

  it.each([
    ['when nothing waits', 0, true],
    ['when only what came later waits', 5_001, true],
    ['not while something of the same millisecond waits', 5_000, false],
    ['not while something older waits', 4_900, false],
  ])('%s', (_name, oldestUnfolded, expected) => {
    const now = totalStatus([partition({ oldestUnfolded }), partition({ oldestUnfolded: 6_000 })]);
    expect(hasFolded(before, now)).toBe(expected);
  });

  it('is told by the clock of the server that stores it, which may differ from another’s', () => {
    const apart = totalStatus([partition({ serverTime: 100 }), partition({ serverTime: 9_000 })]);
    const now = [partition({ oldestUnfolded: 101 }), partition({ oldestUnfolded: 8_999 })];
    expect(hasFolded(apart, totalStatus(now))).toBe(false);
    expect(hasFolded(apart, totalStatus([now[0], partition()]))).toBe(true);
  });
});
