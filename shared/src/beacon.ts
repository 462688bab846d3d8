import { z } from 'zod';
import type { Route } from './route.js';
import { limits, SignalsAccepted } from './signals.js';

/** What the script in a page (`/sdk.js`) sends: the one door that is open to pages of other origins. */

/** Bounds of one batch; a browser sends no more than 64 KB behind a page that closes. */
export const beaconLimits = { bytes: 65_536, signals: 200, key: 200 } as const;

export const BeaconBatch = z.object({
  /** A key that may `beacon`: in the body, because what is sent on closing a page carries no header. */
  key: z.string().min(1).max(beaconLimits.key).optional(),
  /** Names the batch: the same batch sent again, by whichever tab, counts once. */
  batch: z.string().min(1).max(limits.name),
  /** The page's clock as it sends, epoch ms: what tells how wrong that clock is. */
  sentAt: z.number().min(0),
  /** What the page had to leave out since its last batch because too much happened. */
  dropped: z.number().int().min(0).optional(),
  /** Interactions as `POST /api/v1/signals` takes them, `at` by the page's clock; `kind` may be left out. */
  signals: z.array(z.looseObject({})).min(1).max(beaconLimits.signals),
});
export type BeaconBatch = z.infer<typeof BeaconBatch>;

export const beaconRoutes = {
  postBeacon: {
    method: 'POST',
    path: '/api/v1/beacon',
    permission: 'beacon',
    summary:
      'What a page met, sent by /sdk.js: open to every origin, with a key that can do no more',
    body: BeaconBatch,
    answer: SignalsAccepted,
    status: 202,
  },
} as const satisfies Record<string, Route>;
