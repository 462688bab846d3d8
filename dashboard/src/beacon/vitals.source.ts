import { createInteractions, createLayoutShift } from './vitals.js';

interface Shift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
}
interface Interaction extends PerformanceEntry {
  interactionId?: number;
}

export interface Vitals {
  /** Largest contentful paint, ms; 0: not known. */
  lcpMs: () => number;
  inpMs: () => number;
  cls: () => number;
}

/** Observes how the page opens and answers, as far as the browser tells. */
export const observeVitals = (): Vitals => {
  let lcpMs = 0;
  const shifts = createLayoutShift();
  const interactions = createInteractions();
  const drains: (() => void)[] = [];
  const observe = <E extends PerformanceEntry>(
    type: string,
    take: (entry: E) => void,
    more = {},
  ): void => {
    try {
      const observer = new PerformanceObserver((list) => (list.getEntries() as E[]).forEach(take));
      observer.observe({ type, buffered: true, ...more });
      drains.push(() => (observer.takeRecords() as E[]).forEach(take));
    } catch {
      // a browser that doesn't tell
    }
  };
  observe('largest-contentful-paint', ({ startTime }) => (lcpMs = startTime));
  observe<Shift>('layout-shift', ({ startTime, value, hadRecentInput }) => {
    if (!hadRecentInput) shifts.add(startTime, value);
  });
  observe<Interaction>(
    'event',
    ({ interactionId, duration }) => {
      if (interactionId) interactions.add(interactionId, duration);
    },
    { durationThreshold: 40 },
  );
  /** What was observed and not yet handed over, as when the page is about to close. */
  const upToNow = <T>(value: () => T): T => {
    for (const drain of drains) drain();
    return value();
  };
  return {
    lcpMs: () => upToNow(() => lcpMs),
    inpMs: () => upToNow(interactions.inpMs),
    cls: () => upToNow(shifts.worst),
  };
};
