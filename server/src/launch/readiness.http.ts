import { get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const INTERVAL_MS = 100;
const ANSWER_TIMEOUT_MS = 2_000;

/** Asks `GET <address>/readyz` until it answers 200. Resolves to false when the signal comes first. */
export async function untilReady(address: string, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if ((await statusOf(`${address}/readyz`)) === 200) return true;
    await pause(INTERVAL_MS, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: ANSWER_TIMEOUT_MS }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });
}
