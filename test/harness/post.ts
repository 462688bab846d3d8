import { setTimeout as pause } from 'node:timers/promises';
import { routes, SignalsAccepted } from '@rollcall/shared';
import type { Batch } from '../people/signals.js';
import { type Client, problemFrom, ProblemError } from './client.js';

/** A sender as the documentation asks for: one idempotency key per batch, and again until acknowledged. */

export interface Acknowledged {
  accepted: number;
  /** How often it had to be sent. */
  tries: number;
}

const asNdjson = (batch: Batch): string =>
  batch.signals.map((signal) => JSON.stringify(signal)).join('\n');

export const postOnce = async (client: Client, batch: Batch): Promise<SignalsAccepted> => {
  const response = await client.fetch(routes.postSignals.path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', 'idempotency-key': batch.idempotencyKey },
    body: asNdjson(batch),
  });
  const text = await response.text();
  if (response.status !== 202) throw problemFrom(response, text);
  return SignalsAccepted.parse(JSON.parse(text));
};

/** Worth another try: nobody there, cut off, or told to come back. */
const passes = (error: unknown): boolean => {
  if (error instanceof ProblemError) return [429, 503].includes(error.problem.status);
  // by name: fetch comes from outside of Jest's sandbox, and so do its errors
  const { name, message } = error as Error;
  return (
    name === 'TimeoutError' || (name === 'TypeError' && /fetch failed|terminated/.test(message))
  );
};

export const postUntilAcknowledged = async (
  client: Client,
  batch: Batch,
  withinMs = 60_000,
): Promise<Acknowledged> => {
  const deadline = performance.now() + withinMs;
  for (let tries = 1; ; tries++) {
    try {
      const { accepted, rejected } = await postOnce(client, batch);
      if (rejected.length > 0) throw new Error(`refused: ${JSON.stringify(rejected.slice(0, 3))}`);
      return { accepted, tries };
    } catch (error) {
      if (!passes(error) || performance.now() > deadline) throw error;
      await pause(error instanceof ProblemError ? 200 : 25);
    }
  }
};
