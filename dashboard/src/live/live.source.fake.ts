import type { IncidentCurve, LivePatchSent, LiveSnapshot, LiveView } from '@rollcall/shared';
import { diff } from '@rollcall/shared/patch';
import type { Clock } from './follow.js';
import type { Link, LiveListener, LiveSource } from './live.source.js';

/** A clock that goes when it is told to. */
export class FakeClock implements Clock {
  monotonic = 0;
  wall = 1_000_000;
  #timers: { at: number; run: () => void }[] = [];

  now = () => ({ monotonic: this.monotonic, wall: this.wall });

  after = (ms: number, run: () => void) => {
    const timer = { at: this.monotonic + ms, run };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((other) => other !== timer));
  };

  async pass(ms: number) {
    const end = this.monotonic + ms;
    await settle();
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.wall += next.at - this.monotonic;
      this.monotonic = next.at;
      next.run();
      await settle();
    }
    this.wall += end - this.monotonic;
    this.monotonic = end;
  }
}

const settle = async () => {
  for (let i = 0; i < 5; i += 1) await Promise.resolve();
};

/** A server in a spec's hands. `held` is what it would answer; null: it doesn't answer. */
export class FakeSource implements LiveSource {
  held: LiveSnapshot | null = null;
  /** What it remembers of incidents; it has no answer for others. */
  remembered: Record<string, IncidentCurve> = {};
  resyncs = 0;
  reconnects = 0;
  #listener?: LiveListener;

  open = (listener: LiveListener) => void (this.#listener = listener);
  close = () => void (this.#listener = undefined);
  reconnect = () => void (this.reconnects += 1);

  resync = () => {
    this.resyncs += 1;
    return this.held ? Promise.resolve(this.held) : Promise.reject(new Error('no answer'));
  };

  curve = (id: string) => Promise.resolve(this.remembered[id]);

  link = (link: Link) => this.#listener?.link(link);

  snapshot(view: LiveView, sentAt = view.asOf) {
    this.held = { ...view, sentAt };
    this.#listener?.snapshot(this.held);
  }

  /** Sends what changed from one view to another. */
  patch(from: LiveView, to: LiveView, sentAt = to.asOf) {
    const patch: LivePatchSent = { ...diff(from, to), sentAt };
    this.held = { ...to, sentAt };
    this.#listener?.patch(patch);
  }
}
