/** How far one partition's fold has come. Times are epoch ms, by the wall clock. */
export interface PartitionStatus {
  cursor: string;
  commit: number;
  folded: number;
  parked: number;
  accepted: number;
  /** When its newest signal was received; 0: none yet. */
  newest: number;
  /** When its oldest signal not yet folded was stored; 0: all are folded. */
  oldestUnfolded: number;
  /** The clock of the server that stores the partition, which entries are dated by. */
  serverTime: number;
}

/** The same over all partitions. */
export interface LogStatus {
  folded: number;
  parked: number;
  accepted: number;
  newest: number;
  oldestUnfolded: number;
  partitions: PartitionStatus[];
}

/** Milliseconds of a stream id: when Redis stored the entry. */
export const timeOfId = (id: string): number => Number(id.split('-')[0] || 0);

/** Reads the reply of status.lua. */
export const readStatus = (reply: string[]): PartitionStatus => {
  const [cursor = '', commit, folded, parked, accepted, newest, next = '', time] = reply;
  return {
    cursor,
    commit: Number(commit),
    folded: Number(folded),
    parked: Number(parked),
    accepted: Number(accepted),
    newest: Number(newest),
    oldestUnfolded: next === '' ? 0 : timeOfId(next),
    serverTime: Number(time),
  };
};

export const totalStatus = (partitions: PartitionStatus[]): LogStatus => {
  const sum = (field: 'folded' | 'parked' | 'accepted'): number =>
    partitions.reduce((total, each) => total + each[field], 0);
  const waiting = partitions.map((each) => each.oldestUnfolded).filter((time) => time > 0);
  return {
    folded: sum('folded'),
    parked: sum('parked'),
    accepted: sum('accepted'),
    newest: Math.max(0, ...partitions.map((each) => each.newest)),
    oldestUnfolded: waiting.length === 0 ? 0 : Math.min(...waiting),
    partitions,
  };
};

/** True when all that was stored when `before` was read has been folded by the time of `now`. */
export const hasFolded = (before: LogStatus, now: LogStatus): boolean =>
  now.partitions.every(
    ({ oldestUnfolded }, p) =>
      oldestUnfolded === 0 || oldestUnfolded > before.partitions[p].serverTime,
  );
