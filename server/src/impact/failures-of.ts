import type { ImpactCount } from './impact-count.js';
import type { JoinedCount } from './joined-count.js';

/** Told of a failure: the user's number among those who joined, partition, place in its `failed`. */
export type HearFailure = (who: number, partition: number, at: number) => void;

/** Tells of the failures of those who joined as a number, from their last record to their first. */
const tellOf = (joined: JoinedCount, count: ImpactCount, who: number, hear: HearFailure): void => {
  const { length } = joined.partitions;
  for (let link = joined.joiners.last.get(who); link !== 0;) {
    const partition = (link - 1) % length;
    const record = Math.floor((link - 1) / length);
    const at = count.tables[partition].failedAt[record] - 1;
    if (at >= 0) hear(who, partition, at);
    link = joined.partitions[partition].before.get(record);
  }
};

/** Tells of the failures of all users of a customer (by number); without those who are apart. */
export const failuresOfCustomer = (
  joined: JoinedCount,
  count: ImpactCount,
  customer: number,
  hear: HearFailure,
): void => {
  const { apart, joiners } = joined;
  joiners.eachOf(customer, (user, who) => {
    if (joiners.places.get(who) >= 0 && !apart.has(user)) tellOf(joined, count, who, hear);
  });
};

/** Tells of the failures of a user (by number); of none if they are apart. */
export const failuresOfUser = (
  joined: JoinedCount,
  count: ImpactCount,
  user: number,
  hear: HearFailure,
): void => {
  const who = joined.joiners.find(user);
  if (who >= 0 && !joined.apart.has(user)) tellOf(joined, count, who, hear);
};
