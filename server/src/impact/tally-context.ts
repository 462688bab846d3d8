import type { People } from '../directory/people.js';
import type { SliceName } from '../slices/slice.js';

/** What a tally joins: who a partition's subjects are, and what its slices are called. */
export interface TallyContext {
  people: People;
  /** A subject's identity, and the customer its signals named (−1: none). */
  identity: (partition: number, subject: number) => number;
  named: (partition: number, subject: number) => number;
  slice: (partition: number, slice: number) => SliceName;
  /** Failures in one slice from which a user counts as affected. */
  threshold: (service: string) => number;
  /** The share of a customer's active users from which a service's failures make it affected; 0: any. */
  audience?: (service: string) => number;
  /** The workspace's clock, epoch ms. */
  now: number;
}
