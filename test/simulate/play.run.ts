import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../harness/client.js';
import type { Clock } from './clock.js';
import { type Cast, happeningsOf } from './happenings.js';
import { tagOf } from './households.js';
import { OnCall } from './on-call.client.js';
import { deedsIn } from './on-call.js';
import { Sender, type Sent } from './sender.client.js';
import { signalOf } from './signals.js';
import { describeTown } from './town.client.js';
import { TruthBook } from './truth.js';

export interface Playing {
  cast: Cast;
  clock: Clock;
  /** The part that is played, in the scenario's time. */
  from: number;
  to: number;
  client: Client;
  onCall: boolean;
  stop: AbortSignal;
  /** Takes a line of the truth; waited for. */
  tell: (line: string) => Promise<void> | void;
}

/** Where the playing is; read by whoever shows progress. */
export interface Progress {
  step: 'directory' | 'signals' | 'done';
  customers: number;
  at: number;
  signals: number;
  lost: number;
  sent: Sent;
  incidents: string[];
}

const batchSize = 1_000;
const tickMs = 100;

export class Play {
  readonly progress: Progress;
  readonly truth: TruthBook;
  private readonly sender: Sender;
  private readonly onCall: OnCall;
  private batch: string[] = [];

  constructor(private readonly playing: Playing) {
    const { cast, client, stop, clock, from } = playing;
    const run = `simulate-${tagOf(cast.id, cast.seed)}-${Date.now().toString(36)}`;
    this.sender = new Sender({ client, run, atOnce: 4, stop });
    this.truth = new TruthBook(cast.world);
    const deeds = playing.onCall ? deedsIn(cast.world, (at) => clock.map(at)) : [];
    this.onCall = new OnCall({ client, sender: this.sender, deeds, run });
    const { sent } = this.sender;
    const { incidents } = this.onCall;
    this.progress = {
      step: 'directory',
      customers: 0,
      at: from,
      signals: 0,
      lost: 0,
      sent,
      incidents,
    };
  }

  async run(): Promise<void> {
    const { cast, clock, from } = this.playing;
    await describeTown(cast, clock.map(from), { ...this.playing, sender: this.sender }, (told) => {
      this.progress.customers = told;
    });
    this.progress.step = 'signals';
    try {
      await this.signals();
    } finally {
      for (const line of this.truth.ending()) await this.playing.tell(line);
      this.progress.step = 'done';
    }
  }

  private async signals(): Promise<void> {
    const { cast, clock, from, to, stop, tell } = this.playing;
    await tell(this.truth.header(cast, from, to));
    for (const happening of happeningsOf(cast)) {
      const { at } = happening;
      if (at >= to || stop.aborted) break;
      if (at < from) continue;
      await this.untilDue(at);
      if (stop.aborted) break;
      await this.onCallUntil(at);
      this.progress.at = at;
      const line = this.truth.note(happening);
      if (line !== undefined) await tell(line);
      const signal = signalOf(cast.world, happening, clock.map(at));
      if (!signal) this.progress.lost++;
      else if (this.batch.push(JSON.stringify(signal)) >= batchSize) await this.flush();
    }
    await this.flush();
    if (!stop.aborted) {
      await this.untilDue(to);
      await this.onCallUntil(to);
      this.progress.at = to;
    }
    await this.sender.settled();
  }

  private async untilDue(at: number): Promise<void> {
    const { clock, stop } = this.playing;
    while (clock.due(Date.now()) < at && !stop.aborted) {
      await this.flush();
      this.progress.at = Math.min(at, clock.due(Date.now()));
      await pause(tickMs, undefined, { signal: stop }).catch(() => undefined);
    }
  }

  private async flush(): Promise<void> {
    if (this.batch.length === 0) return;
    const lines = this.batch;
    this.batch = [];
    this.progress.signals += lines.length;
    await this.sender.send(lines);
  }

  private async onCallUntil(at: number): Promise<void> {
    if (this.onCall.due > at) return;
    // what was sent before has been taken before
    await this.flush();
    await this.sender.settled();
    await this.onCall.until(at);
  }
}
