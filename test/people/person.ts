import type { Outcome } from '@rollcall/shared';

/** People with lives: what they are and did, before anything becomes a signal or a directory entry. */

export interface Slice {
  service: string;
  region: string;
  channel: string;
}

/** A person tried something, once, at one time, on one device. */
export interface Attempt extends Slice {
  /** Epoch milliseconds. */
  at: number;
  /** What it was for the person; the signal may say it by latency alone. */
  outcome: Outcome;
  /** The raw id that the device or app sends. */
  identity: string;
  /** The customer that the app names, where it does. */
  names?: string;
  /** Set where the signal says how long it took. */
  latencyMs?: number;
  /** The signal carries no outcome, only the latency. */
  byLatency?: boolean;
  /** A probe or a test, not a person's wish. */
  synthetic?: boolean;
  /** Its signal comes only after everyone else's have been counted. */
  late?: boolean;
}

/** A rating or a call: nobody tried anything, but it may tell who pays. */
export interface Remark {
  at: number;
  identity: string;
  names?: string;
  service: string;
  kind: 'rating' | 'contact';
}

export interface Person {
  id: string;
  attempts: Attempt[];
  remarks: Remark[];
}
