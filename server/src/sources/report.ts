import type { Door } from '@rollcall/shared';
import type { SampledSlice } from './sampled-slices.js';

/**
 * What a door tells the register of one request, run or page: sums, never a call per signal.
 * All but door and name may be left out.
 */
export interface SourceReport {
  door: Door;
  /** A key's name, a `service.name`, a page's service, a probe's id. */
  name: string;
  /** Signals taken. */
  accepted?: number;
  /** Reason → how many were not made into a signal. Reasons are few and of our own making. */
  dropped?: Readonly<Record<string, number>>;
  /** Reason → one of them, to recognise it by; no personal data. */
  examples?: Readonly<Record<string, string>>;
  /** Samples of the time from happening to arrival, ms. */
  lagMs?: readonly number[];
  /** How far the sender's clock is ahead of ours, ms (behind: negative); 0: as far as we can tell, not. */
  skewMs?: number;
  /** Interactions that named a user or a customer; a session and nothing else; nobody. */
  identified?: number;
  sessionsOnly?: number;
  nobody?: number;
  /** Share of what happens that is sent, 0 to 1; left out: not known. */
  sampling?: number;
  /** Slices it fed with less than everything, with a time of what it sent there (epoch ms). */
  sampled?: readonly (SampledSlice & { at: number })[];
  /** Why something could not be taken, with what to do about it. */
  error?: { message: string; remedy?: string };
}
