import type { SliceStatus } from '@rollcall/shared';
import type { WindowTally } from '../impact/window.js';

/** From this share of failed interactions on something is failing, not only degraded. */
const failingShare = 0.25;
/** Degraded from this multiple of the objective's error budget on (a fast burn), or 1 %. */
const degradedBurn = 10;
const degradedShare = 0.01;
/** Degraded too when more than half is slow. */
const slowShare = 0.5;

/** How a service does in the window, in one word. Nothing came reads "no data", never "ok". */
export const statusOf = ({ ok, slow, failed }: WindowTally, objective: number): SliceStatus => {
  const all = ok + slow + failed;
  if (all === 0) return 'no_data';
  const share = failed / all;
  if (share >= failingShare) return 'failing';
  if (share > Math.max(degradedShare, degradedBurn * (1 - objective))) return 'degraded';
  return slow / all > slowShare ? 'degraded' : 'ok';
};

const gravity: Record<SliceStatus, number> = { no_data: 0, ok: 1, degraded: 2, failing: 3 };

/** The gravest of several, so that a green crowd cannot hide a red part. */
export const gravest = (statuses: SliceStatus[]): SliceStatus =>
  statuses.reduce<SliceStatus>((a, b) => (gravity[b] > gravity[a] ? b : a), 'no_data');
