/** Lets a call through at most once per gap: the first at once, what comes in between as one at its end. */
export interface Paced {
  call: () => void;
  stop: () => void;
}

export interface Timers {
  now: () => number;
  after: (ms: number, run: () => void) => () => void;
}

export const pace = (run: () => void, gapMs: number, { now, after }: Timers): Paced => {
  let last = -Infinity;
  let cancel: (() => void) | undefined;
  const go = () => {
    cancel = undefined;
    last = now();
    run();
  };
  return {
    call() {
      if (cancel) return;
      const wait = last + gapMs - now();
      if (wait <= 0) go();
      else cancel = after(wait, go);
    },
    stop() {
      cancel?.();
      cancel = undefined;
    },
  };
};
