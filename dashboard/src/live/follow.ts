import type { LivePatchSent, LiveSnapshot, LiveView } from '@rollcall/shared';
import { applyPatch } from '@rollcall/shared/patch';
import type { Link, LiveSource } from './live.source.js';
import { elapsed, isNews, receive } from './liveness.js';
import type { Now, Receipt } from './liveness.js';
import { pace } from './pace.js';

/** What following needs of the world, so that a spec can hand it a clock of its own. */
export interface Clock {
  now: () => Now;
  after: (ms: number, run: () => void) => () => void;
}

export interface Follower {
  link: (link: Link) => void;
  /** A new picture, at most ten a second, however many patches come. */
  news: (view: LiveView, receipt: Receipt) => void;
  /** Time passed. */
  tick: (now: Now) => void;
}

export const frameMs = 100;
const tickMs = 250;
const askAgainMs = 1_000;
/** Silence on a link that looks sound: after this we ask whether anyone is there. */
const silenceMs = 5_000;
const mostAhead = 50;

/** Keeps a view in step with its source: patches in order, a snapshot after a gap. Returns how to stop. */
export const follow = (source: LiveSource, clock: Clock, follower: Follower): (() => void) => {
  let view: LiveView | undefined;
  let receipt: Receipt | undefined;
  let connected = false;
  let heard = clock.now();
  let asking = false;
  let stopped = false;
  /** Patches that came before the snapshot they build on. */
  let ahead: LivePatchSent[] = [];

  const frames = pace(
    () => view && receipt && view.asOf > 0 && follower.news(view, receipt),
    frameMs,
    {
      now: () => clock.now().monotonic,
      after: clock.after,
    },
  );

  const take = (next: LiveView, sentAt: number) => {
    heard = clock.now();
    // the link counts as up once something came over it
    if (connected) follower.link('up');
    if (!isNews(receipt, next)) return;
    view = next;
    receipt = receive(next, sentAt, heard);
    // a server that has not counted yet has nothing to show, and takes nothing away
    if (next.asOf > 0) frames.call();
  };

  const takePatch = (patch: LivePatchSent) => {
    if (view && patch.to <= view.version) return;
    const next = view && applyPatch(view, patch);
    if (next) return take(next, patch.sentAt);
    ahead = [...ahead.slice(1 - mostAhead), patch];
    closeGap();
  };

  const takeSnapshot = ({ sentAt, ...snapshot }: LiveSnapshot) => {
    take(snapshot, sentAt);
    const overtook = ahead;
    ahead = [];
    for (const patch of overtook) {
      const next = view && applyPatch(view, patch);
      if (next) take(next, patch.sentAt);
    }
  };

  const ask = async (otherwise: () => void) => {
    if (asking || stopped) return;
    asking = true;
    const answer = await source.resync().catch(() => undefined);
    asking = false;
    if (stopped) return;
    if (answer) takeSnapshot(answer);
    else otherwise();
  };

  const closeGap = (): void =>
    void ask(() => clock.after(askAgainMs, () => connected && closeGap()));

  source.open({
    link: (link) => {
      connected = link === 'up';
      heard = clock.now();
      if (!connected) follower.link(link);
    },
    snapshot: takeSnapshot,
    patch: takePatch,
  });

  /** A link may be dead without knowing it, after sleep for one: only an answer proves it lives. */
  const tick = () => {
    const now = clock.now();
    follower.tick(now);
    if (connected && elapsed(heard, now) > silenceMs) {
      heard = now;
      void ask(() => source.reconnect());
    }
    cancelTick = clock.after(tickMs, tick);
  };
  let cancelTick = clock.after(tickMs, tick);

  return () => {
    stopped = true;
    cancelTick();
    frames.stop();
    source.close();
  };
};
