import type { Signal } from '@rollcall/shared';
import type { Client } from './client.js';
import { postUntilAcknowledged } from './post.js';

/**
 * Each of so many users `<label>-<i>` fails once: to pay, in the US, on the web, unless a place says
 * otherwise; each pays for itself, as customer `c-<label>-<i>`.
 */
export const failEach = async (
  client: Client,
  label: string,
  users: number,
  at: number,
  place: object = {},
): Promise<void> => {
  const signals = Array.from({ length: users }, (_, i) => ({
    kind: 'interaction',
    service: 'pay',
    region: 'US',
    channel: 'web',
    outcome: 'failed',
    at,
    user: `${label}-${i}`,
    customer: `c-${label}-${i}`,
    ...place,
  })) as Signal[];
  await postUntilAcknowledged(client, { idempotencyKey: label, signals });
};
