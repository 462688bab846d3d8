import type { Outcome, SignalKind } from '@rollcall/shared';

/** A signal that passed validation, in the form the log keeps. */
export interface AcceptedSignal {
  kind: SignalKind;
  /** When it happened, whole epoch ms. */
  at: number;
  service: string;
  region: string;
  channel: string;
  synthetic: boolean;
  /**
   * The identity it carries; '' for signals that no person sends (health, change), and for
   * interactions of which it is not known who tried.
   */
  user: string;
  /** The customer it names; '' when it names none. */
  customer: string;
  /** For interactions only. */
  outcome: Outcome;
  /** Whole ms; -1 when the signal gives none. */
  latencyMs: number;
  /** What else it says (score, comment, attributes …) as JSON; '' when nothing. */
  details: string;
}
