import { verdictOn, waitAfter } from './backoff.js';
import type { Keep } from './keep.js';
import type { Outbox, Waiting } from './outbox.js';

/** After this a request is given up, ms. */
const answerMs = 15_000;
/** Nobody waits longer than this, whatever a clock that was changed makes of it, ms. */
const longestWaitMs = 2 * 3_600_000;

export interface Courier {
  /** Sends what waits, as soon as may be. */
  hurry: () => void;
  /** The network is back: no reason to wait any longer. */
  back: () => void;
  /** The page closes: hands what waits to the browser. */
  leave: () => void;
}

export interface Errand {
  endpoint: string;
  key: string;
  /** This tab's own name. */
  tab: string;
  /** The browser's own fetch, from before it was watched. */
  fetch: typeof fetch;
  may: () => boolean;
}

/** Carries batches to Rollcall, one after the other, one tab at a time. */
export const createCourier = (
  outbox: Outbox,
  keep: Keep,
  { endpoint, key, tab, fetch, may }: Errand,
): Courier => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let underWay: string | undefined;
  let failures = 0;
  let stopped = false;

  const bodyOf = (batch: string, { signals, dropped }: Waiting): string =>
    JSON.stringify({ key, batch, sentAt: Date.now(), dropped: dropped || undefined, signals });

  /** Plain text asks for no preflight; no cookie, and no address of the page, goes along. */
  const post = async (body: string): Promise<{ status: number; retryAfter: number }> => {
    const cutOff = new AbortController();
    const giveUp = setTimeout(() => cutOff.abort(), answerMs);
    try {
      const { status, headers } = await fetch(endpoint, {
        method: 'POST',
        body,
        keepalive: true,
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: cutOff.signal,
      });
      return { status, retryAfter: Number(headers.get('retry-after')) };
    } catch {
      return { status: 0, retryAfter: NaN };
    } finally {
      clearTimeout(giveUp);
    }
  };

  const later = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void carry().catch(() => undefined), ms);
  };
  const waitMs = (now: number): number => {
    const wait = Number(keep.get('wait')) - now;
    return wait > 0 && wait <= longestWaitMs ? wait : 0;
  };
  /** Takes turns with other tabs; two at once would do no harm, since a batch counts once. */
  const takesTurn = (now: number): boolean => {
    const [whose, until] = (keep.get('turn') ?? '').split(' ');
    const left = Number(until) - now;
    if (whose !== tab && left > 0 && left <= 2 * answerMs) return false;
    keep.set('turn', `${tab} ${now + answerMs + 1_000}`);
    return true;
  };

  const carry = async (): Promise<void> => {
    if (underWay || stopped || !may() || !navigator.onLine) return;
    const wait = waitMs(Date.now());
    if (wait > 0) return later(wait);
    for (const name of outbox.names(Date.now())) {
      if (!may()) return;
      if (!takesTurn(Date.now())) return later(1_000 + Math.random() * 1_000);
      const waiting = outbox.take(name);
      if (!waiting) continue;
      underWay = name;
      const { status, retryAfter } = await post(bodyOf(name, waiting)).finally(() => {
        underWay = undefined;
      });
      const verdict = verdictOn(status);
      stopped = verdict === 'stop';
      if (stopped || !may()) break;
      if (verdict === 'wait') {
        const pause = waitAfter(++failures, retryAfter, Math.random());
        keep.set('wait', String(Math.round(Date.now() + pause)));
        later(pause);
        break;
      }
      failures = 0;
      outbox.done(name);
    }
    if (keep.get('turn')?.startsWith(`${tab} `)) keep.remove('turn');
  };

  return {
    hurry: () => later(0),
    back: () => {
      failures = 0;
      keep.remove('wait');
      later(0);
    },
    leave: () => {
      const now = Date.now();
      outbox.close();
      // what could not be delivered just now is better kept than handed to the same fate
      if (stopped || !may() || !navigator.onLine || waitMs(now) > 0) return;
      for (const name of outbox.names(now)) {
        const waiting = outbox.take(name);
        if (!waiting || waiting.handedAt) continue;
        if (name !== underWay && !navigator.sendBeacon(endpoint, bodyOf(name, waiting))) return;
        outbox.handed(name, now);
      }
    },
  };
};
