import type { Met } from './met.js';
import { createErrorSample, nameOfError, type Uncaught } from './pageErrors.js';
import type { Watch } from './requests.source.js';
import type { Place } from './routes.js';
import { good } from './vitals.js';
import { observeVitals } from './vitals.source.js';

/** A person who waited this long and then gave up, or left, was not served, ms. */
const patienceMs = 10_000;
/** The page counts as open this long after it was loaded, unless the person did something before, ms. */
const settleMs = 3_000;

/** Tells of something that was met; the time is now where none is given. */
export type Tell = (met: Omit<Met, 'at'> & { at?: number }) => void;

const whole = (n: number): number => Math.round(n);

/** Requests under way, and what becomes of them. */
export const createRequests = (tell: Tell) => {
  const waiting = new Set<{ giveUp: () => void }>();
  /** Failures told of already, which nobody needs to hear again as errors nobody caught. */
  const known = new WeakSet<object>();
  const begin = (method: string, { service, route }: Place): Watch => {
    const start = performance.now();
    const end = (outcome: 'failed' | undefined, status: number): void => {
      if (!waiting.delete(watch)) return;
      const attributes: Met['attributes'] = {
        type: 'request',
        method: method.toUpperCase().slice(0, 10),
      };
      if (status) attributes['status'] = status;
      if (route) attributes['route'] = route;
      const latencyMs = whole(performance.now() - start);
      tell({ service, ...(outcome && { outcome }), latencyMs, attributes });
    };
    const watch = {
      answered: (status: number) => end(status >= 500 ? 'failed' : undefined, status),
      failed: (why: unknown) => {
        if (why instanceof Error) known.add(why);
        // the device's own network is gone: nobody's outage
        if (navigator.onLine) end('failed', 0);
        else waiting.delete(watch);
      },
      givenUp: () => {
        if (performance.now() - start >= patienceMs) end('failed', 0);
        else waiting.delete(watch);
      },
      giveUp: () => watch.givenUp(),
    };
    waiting.add(watch);
    return watch;
  };
  return {
    begin,
    isKnown: (why: unknown): boolean => why instanceof Error && known.has(why),
    /** The page is left: whoever waited long enough was not served; the others just went on. */
    leave: () => waiting.forEach(({ giveUp }) => giveUp()),
  };
};

/** Errors that nobody caught. */
export const watchErrors = (
  service: string,
  tell: Tell,
  isKnown: (why: unknown) => boolean,
): void => {
  const first = createErrorSample();
  const note = (uncaught: Uncaught): void => {
    if (isKnown(uncaught.error)) return;
    const name = nameOfError(uncaught);
    if (name && first(name)) {
      tell({ service, outcome: 'failed', attributes: { type: 'error', error: name } });
    }
  };
  addEventListener('error', (event) => note(event));
  addEventListener('unhandledrejection', ({ reason }) => note({ error: reason }));
};

/** How the page opened, and how it answered: `settle` when it is hidden. */
export const watchView = (service: string, tell: Tell): { hide: () => void; again: () => void } => {
  const vitals = observeVitals();
  const shown = document.visibilityState === 'visible';
  const openedAt = Date.now() - performance.now();
  let settled = false;
  let judged = false;

  const settle = (): void => {
    if (settled) return;
    settled = true;
    const [navigation] = performance.getEntriesByType('navigation');
    const status = (navigation as { responseStatus?: number } | undefined)?.responseStatus ?? 0;
    // a page opened in the background was painted for nobody
    const lcpMs = shown ? whole(vitals.lcpMs()) : 0;
    const outcome = status >= 500 ? 'failed' : lcpMs > good.lcpMs ? 'slow' : 'ok';
    // as of when the person came: what failed since then has the last word
    tell({
      at: whole(openedAt),
      service,
      outcome,
      ...(lcpMs > 0 && { latencyMs: lcpMs }),
      attributes: { type: 'open' },
    });
  };
  const whenLoaded = (): void => void setTimeout(settle, settleMs);
  if (document.readyState === 'complete') whenLoaded();
  else addEventListener('load', whenLoaded);
  for (const type of ['keydown', 'pointerdown']) {
    addEventListener(type, settle, { once: true, capture: true });
  }

  return {
    hide: () => {
      settle();
      const inpMs = whole(vitals.inpMs());
      const cls = Math.round(vitals.cls() * 1_000) / 1_000;
      if (judged || (inpMs <= good.inpMs && cls <= good.cls)) return;
      judged = true;
      // slow, never ok: how a page answers makes nobody well again
      tell({
        service,
        outcome: 'slow',
        ...(inpMs > good.inpMs && { latencyMs: inpMs }),
        attributes: { type: 'vitals', inp: inpMs, cls },
      });
    },
    /** Back from the browser's cache: opened once more, at once. */
    again: () => tell({ service, outcome: 'ok', attributes: { type: 'open' } }),
  };
};
