import type { LiveView } from '@rollcall/shared';
import type { Link } from './live.source.js';

/**
 * How old what we see is. The clocks of server and browser may differ, so the view's age when it was
 * sent is taken from the server's clock alone, and the time since then from ours alone.
 */

/** Older than this, a screen says so in words. */
export const staleAfterMs = 3_000;

/** Our two clocks. The monotonic one can't be set, but may stand still while the machine sleeps. */
export interface Now {
  monotonic: number;
  wall: number;
}

export interface Receipt {
  version: number;
  asOf: number;
  /** Age of the view when it was sent. */
  ageMs: number;
  received: Now;
}

export const receive = (view: LiveView, sentAt: number, received: Now): Receipt => ({
  version: view.version,
  asOf: view.asOf,
  // a demo's clock runs at its own speed: no difference to the server's is an age
  ageMs: view.workspace.demo === null ? Math.max(0, sentAt - view.asOf) : 0,
  received,
});

/** The same view sent once more is no news, and makes nothing younger. */
export const isNews = (receipt: Receipt | undefined, view: LiveView): boolean =>
  receipt?.version !== view.version || receipt.asOf !== view.asOf;

/** Time that passed on our side; after sleep only the wall clock knows. */
export const elapsed = (since: Now, now: Now): number =>
  Math.max(0, now.monotonic - since.monotonic, now.wall - since.wall);

export const ageOf = (receipt: Receipt, now: Now): number =>
  receipt.ageMs + elapsed(receipt.received, now);

export type Liveness =
  /** Nothing has been seen yet. */
  | { kind: 'connecting' }
  /** The server answers, and nothing was counted yet. */
  | { kind: 'uncounted' }
  | { kind: 'unreachable' }
  | { kind: 'refused' }
  | { kind: 'live'; ageMs: number; reconnecting: boolean }
  /** The link stands, and yet nothing new is counted. */
  | { kind: 'not-counting'; ageMs: number }
  | { kind: 'link-lost'; ageMs: number; asOf: number }
  | { kind: 'signed-out'; ageMs: number; asOf: number };

export const livenessOf = (link: Link, receipt: Receipt | undefined, now: Now): Liveness => {
  if (!receipt) {
    if (link === 'refused') return { kind: 'refused' };
    if (link === 'up') return { kind: 'uncounted' };
    return { kind: link === 'lost' ? 'unreachable' : 'connecting' };
  }
  const ageMs = ageOf(receipt, now);
  if (ageMs <= staleAfterMs) return { kind: 'live', ageMs, reconnecting: link !== 'up' };
  if (link === 'up') return { kind: 'not-counting', ageMs };
  return { kind: link === 'refused' ? 'signed-out' : 'link-lost', ageMs, asOf: receipt.asOf };
};

export const isStale = ({ kind }: Liveness): boolean =>
  kind === 'not-counting' || kind === 'link-lost' || kind === 'signed-out';
