import { setTimeout as pause } from 'node:timers/promises';
import type { Signal } from '@rollcall/shared';
import type { Client } from '../harness/client.js';
import { postUntilAcknowledged } from '../harness/post.js';

/** What was acknowledged, to be found again afterwards: every signal once. */
export class Ledger {
  acknowledged = 0;
  readonly users = new Set<string>();
  readonly failuresOf = new Map<string, number>();

  enter(signals: Signal[]): void {
    this.acknowledged += signals.length;
    for (const signal of signals) {
      if (signal.kind !== 'interaction' || signal.outcome !== 'failed') continue;
      const customer = signal.customer!;
      this.users.add(signal.user);
      this.failuresOf.set(customer, (this.failuresOf.get(customer) ?? 0) + 1);
    }
  }
}

const customers = 499;
const inBatch = 40;

/** Failures of ever new people, and some of people seen before: enough to notice one too many or too few. */
export class Traffic {
  readonly ledger = new Ledger();
  private posting = true;
  private lane: Promise<void> = Promise.resolve();
  private n = 0;

  constructor(
    private readonly client: () => Client,
    readonly service: string,
  ) {}

  batch(size = inBatch): Signal[] {
    return Array.from({ length: size }, (_, i): Signal => {
      this.n++;
      const again = i % 7 === 6 && this.n > inBatch;
      const person = again ? this.n - inBatch : this.n;
      return {
        kind: 'interaction',
        at: Date.now(),
        service: this.service,
        region: 'US',
        channel: person % 3 === 0 ? 'tv' : 'web',
        user: `${this.service}-${person}`,
        customer: `${this.service}-c${person % customers}`,
        outcome: i % 11 === 10 ? 'ok' : 'failed',
      };
    });
  }

  /** @param withinMs a batch may meet one API after the other that dies of it, each some seconds old */
  async post(signals = this.batch(), withinMs = 600_000): Promise<void> {
    const idempotencyKey = `${this.service}-${this.n}`;
    const { accepted } = await postUntilAcknowledged(
      this.client(),
      { idempotencyKey, signals },
      withinMs,
    );
    if (accepted !== signals.length) throw new Error(`${accepted} of ${signals.length} accepted`);
    this.ledger.enter(signals);
  }

  /** Keeps posting until it is stopped; a batch is posted again until somebody acknowledges it. */
  start(): this {
    this.lane = this.keepPosting();
    this.lane.catch(() => undefined); // told by broken() and stop()
    return this;
  }

  /** Never resolves; rejects when posting has come to an end by itself. */
  async broken(): Promise<never> {
    await this.lane;
    return new Promise(() => undefined);
  }

  /** Posts nothing new. */
  end(): void {
    this.posting = false;
  }

  /** Posts nothing new, and waits for the last acknowledgement. */
  async stop(): Promise<void> {
    this.end();
    await this.lane;
  }

  private async keepPosting(): Promise<void> {
    while (this.posting) {
      await this.post();
      await pause(60);
    }
  }
}
