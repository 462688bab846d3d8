import type { LiveView } from '@rollcall/shared';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { StoryClock } from '../ui/format.js';
import { extendCurves, type Curves } from './curve.js';
import { follow, type Clock } from './follow.js';
import { recaller, withPast } from './past-curve.js';
import type { Link, LiveSource } from './live.source.js';
import { ageOf, isStale, livenessOf, type Now, type Receipt } from './liveness.js';
import { storyClockOf, workspaceElapsed } from './story.js';

export const browserClock: Clock = {
  now: () => ({ monotonic: performance.now(), wall: Date.now() }),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** The last view that came, how old it is, and what its counts were since the onset. */
export const useLive = defineStore('live', () => {
  const view = shallowRef<LiveView>();
  const receipt = shallowRef<Receipt>();
  const link = ref<Link>('connecting');
  const curves = shallowRef<Curves>({});
  /** Counts the news that came; the heartbeat beats with it. */
  const beats = ref(0);
  const now = shallowRef<Now>({ monotonic: 0, wall: 0 });

  const liveness = computed(() => livenessOf(link.value, receipt.value, now.value));
  const stale = computed(() => isStale(liveness.value));
  const ageMs = computed(() => (receipt.value ? ageOf(receipt.value, now.value) : 0));
  /** The workspace's clock now, as well as we can tell. */
  const workspaceNow = computed(() =>
    receipt.value
      ? receipt.value.asOf + workspaceElapsed(ageMs.value, view.value?.workspace.story)
      : 0,
  );
  /** How a demo's screens tell the time; it stays the same object while nothing of it changes. */
  const storyClock = computed<StoryClock | undefined>((before) => {
    const next = storyClockOf(view.value?.workspace.story);
    return next?.aheadMs === before?.aheadMs && next?.fast === before?.fast ? before : next;
  });

  let source: LiveSource | undefined;
  let stop: (() => void) | undefined;

  const close = () => {
    stop?.();
    stop = source = undefined;
  };

  const open = (next: LiveSource, clock: Clock = browserClock) => {
    close();
    source = next;
    now.value = clock.now();
    link.value = 'connecting';
    const past = recaller(next.curve, clock, (id, remembered) => {
      const curve = next === source && withPast(remembered, curves.value[id]);
      if (curve) curves.value = { ...curves.value, [id]: curve };
    });
    stop = follow(next, clock, {
      link: (value) => {
        link.value = value;
        // what passes while the link is lost is missing in the curves
        if (value !== 'up') past.forget();
      },
      tick: (value) => (now.value = value),
      news: (nextView, nextReceipt) => {
        view.value = nextView;
        receipt.value = nextReceipt;
        now.value = clock.now();
        curves.value = extendCurves(curves.value, nextView.incidents, nextView.asOf);
        beats.value += 1;
        past.ask(nextView.incidents);
      },
    });
  };

  return {
    view,
    link,
    curves,
    beats,
    liveness,
    stale,
    ageMs,
    workspaceNow,
    storyClock,
    open,
    close,
    reconnect: () => source?.reconnect(),
  };
});
