import type { ImpactFilter } from '@rollcall/shared';
import { filterLists } from '../slices/scope.js';
import type { Picks } from './active.js';
import { ApartUsers } from './apart-users.js';
import type { Terms } from './codes.js';
import { customerTerms } from './customer-terms.js';
import type { ImpactCount } from './impact-count.js';
import { joinedOf, type JoinedCount, type JoinedRecord } from './joined-count.js';
import type { TallyContext } from './tally-context.js';

/** What a filter asks of an incident's records, joined with the directory as of now. */
export interface Asked {
  count: ImpactCount;
  joined: JoinedCount;
  terms: Terms;
  /** All records of users who are apart, and what the filter makes of them. */
  records: JoinedRecord[][];
  apart: ApartUsers;
  picks: Picks | undefined;
  /** Names all that is asked but the depth. */
  question: string;
  /** Epoch ms; not after the incident's end. */
  now: number;
}

/** Joins what was counted and learned, and asks. */
export const asked = (count: ImpactCount, filter: ImpactFilter, context: TallyContext): Asked => {
  const joined = joinedOf(count, context);
  const picks = customerTerms(filter, context.people.customers, count.window.onset);
  const records = ApartUsers.records(joined, context);
  // after the records, because they may number new codes
  const terms = joined.codes.terms(filterLists(filter), context);
  const apart = new ApartUsers(joined, count, records, terms, picks);
  const question = JSON.stringify({ ...filter, depth: undefined });
  return {
    ...{ count, joined, terms, records, apart, picks, question },
    now: Math.min(context.now, count.window.end ?? Infinity),
  };
};
