import type { Picks } from './active.js';
import type { Terms } from './codes.js';
import type { ImpactCount } from './impact-count.js';
import type { JoinedCount, JoinedRecord } from './joined-count.js';
import { mergeInto, type Part, type UserInSlice } from './merged-parts.js';
import type { TallyContext } from './tally-context.js';

/** That a user told record by record is affected in one slice, for one customer. */
export interface ApartCall {
  /** Places among those who failed; −1: the customer is not known. */
  user: number;
  customer: number;
  /** One of the codes by which it was picked. */
  code: number;
  counts: boolean;
  own: boolean;
  failures: number;
  firstFailed: number;
  lastFailed: number;
  lastOk: number;
}

/**
 * The users with several subjects or customers, judged over all they did in each slice: what others
 * have in columns, these have in lists, made anew for each question.
 */
export class ApartUsers {
  readonly calls: ApartCall[] = [];
  /** By user: the records that count, failed or not. */
  readonly there: JoinedRecord[][] = [];
  /** Failed interactions that count, by record. */
  readonly failures: { customer: number; failures: number }[] = [];

  constructor(
    private readonly joined: JoinedCount,
    private readonly count: ImpactCount,
    /** Numbers codes that nobody had before: ask for the terms after it. */
    private readonly records: JoinedRecord[][],
    private readonly terms: Terms,
    private readonly picks: Picks | undefined,
  ) {
    for (const each of records) this.hear(each);
  }

  /** All records of those who are apart. */
  static records(joined: JoinedCount, context: TallyContext): JoinedRecord[][] {
    return Array.from(joined.apart, (user) => joined.recordsOf(user, context));
  }

  private hear(records: JoinedRecord[]): void {
    const { joined, terms, picks } = this;
    const picked = (customer: number): boolean => picks?.(customer) ?? true;
    const counted = records.filter(
      ({ code, customer }) => terms.counts[code] === 1 && picked(customer),
    );
    if (counted.length > 0) this.there.push(counted);
    const place = joined.placeOf(records[0].user);
    if (place < 0) return;
    const merged = new Map<number, UserInSlice>();
    for (const { partition, record, customer, code } of records) {
      if (terms.inSlice[code] === 0) continue;
      const { sliceNumber } = joined.codes.list[code];
      const { failures, firstFailed, lastFailed, lastOk } =
        this.count.tables[partition].contents(record);
      const counts = terms.counts[code] === 1 && picked(customer);
      const own = terms.own[code] === 1 && picked(customer);
      if (counts && failures > 0) {
        this.failures.push({ customer: joined.failedCustomers.placeOf(customer), failures });
      }
      const part = { code, customer, counts, own, failures, firstFailed, lastFailed };
      const threshold = terms.thresholds[code];
      mergeInto(merged, sliceNumber, { threshold, lastOk, parts: [part] });
    }
    for (const found of merged.values()) this.settle(place, found);
  }

  private settle(user: number, { threshold, lastOk, parts }: UserInSlice): void {
    const failed = parts.filter((part) => part.failures > 0);
    const counts = reaches(failed, 'counts', threshold);
    const own = reaches(failed, 'own', threshold);
    for (const part of failed) {
      const call = { counts: counts && part.counts, own: own && part.own };
      if (!call.counts && !call.own) continue;
      const { code, failures, firstFailed, lastFailed } = part;
      const customer = this.joined.failedCustomers.placeOf(part.customer);
      this.calls.push({ user, customer, code, ...call, failures, firstFailed, lastFailed, lastOk });
    }
  }
}

const reaches = (parts: Part[], kind: 'counts' | 'own', threshold: number): boolean => {
  const failures = parts.reduce((sum, part) => sum + (part[kind] ? part.failures : 0), 0);
  return failures > 0 && failures >= threshold;
};
