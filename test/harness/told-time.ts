import type { InteractionSignal, Signal, StoryInput } from '@rollcall/shared';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from './client.js';
import { postUntilAcknowledged } from './post.js';
import { until } from './until.js';

/** A place whose people try something, so many a second of the story. */
export interface Street {
  service: string;
  region: string;
  channel: string;
  rate: number;
}

/** Story seconds per second: what takes minutes takes a moment. */
const speed = 120;
const slotMs = 150;
const weekMs = 7 * 86_400_000;
const people = 3_000;

/**
 * Time as the product's own clock has it, many times as fast as the wall's: a story is declared in the demo's
 * workspace, and its people try things in step with its clock, for as long as a test wants.
 */
export class ToldTime {
  private readonly stop = new AbortController();
  private batches = 0;
  private tries = 0;
  private told: Promise<void> | undefined;
  /** What happens to a try; `away`: nobody tries. */
  happens: (street: Street) => 'ok' | 'failed' | 'away' = () => 'ok';

  private constructor(
    private readonly client: Client,
    private readonly streets: readonly Street[],
    private readonly beganAt: number,
    private readonly startsAt: number,
  ) {}

  /** Declares the story and lets its people begin. @param client talks to the demo's workspace */
  static async begin(client: Client, scenario: string, streets: Street[]): Promise<ToldTime> {
    const story: StoryInput = {
      scenario,
      title: 'Told time',
      speed,
      startsAt: Date.UTC(2026, 0, 12, 8),
      lengthMs: weekMs,
      everyMs: weekMs,
      utcOffsetMinutes: 0,
      chapters: [],
      running: true,
    };
    const { beganAt, startsAt } = await until('the story is declared', () =>
      client.call('putStory', { body: story }),
    );
    const time = new ToldTime(client, streets, beganAt!, startsAt);
    time.told = time.tell();
    return time;
  }

  /** What the story's clock shows, epoch ms. */
  get now(): number {
    return Math.floor(this.startsAt + (Date.now() - this.beganAt) * speed);
  }

  send(signals: Signal[]): Promise<unknown> {
    const batch = { idempotencyKey: `told-${this.batches++}`, signals };
    return postUntilAcknowledged(this.client, batch);
  }

  private async tell(): Promise<void> {
    for (let from = this.now; !this.stop.signal.aborted;) {
      await pause(slotMs);
      const to = this.now;
      const signals = this.streets.flatMap((street) => this.triesIn(street, from, to));
      if (signals.length > 0) await this.send(signals);
      from = to;
    }
  }

  private triesIn(street: Street, from: number, to: number): InteractionSignal[] {
    const { service, region, channel, rate } = street;
    const outcome = this.happens(street);
    if (outcome === 'away') return [];
    const many = Math.max(1, Math.round((rate * (to - from)) / 1_000));
    return Array.from({ length: many }, (_, i) => ({
      kind: 'interaction',
      service,
      region,
      channel,
      user: `${service}-${region}-${this.tries++ % people}`,
      outcome,
      at: Math.floor(from + ((i + 0.5) * (to - from)) / many),
    }));
  }

  /** The people fall asleep. */
  async end(): Promise<void> {
    this.stop.abort();
    await this.told;
  }
}
