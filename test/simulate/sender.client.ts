import { setTimeout as pause } from 'node:timers/promises';
import { routes, SignalsAccepted } from '@rollcall/shared';
import { type Client, problemFrom, ProblemError } from '../harness/client.js';
import { Trouble, troubleFrom } from './trouble.js';

/** Sends batches: a few at once, each under a key of its own, again until acknowledged. */

export interface Sent {
  accepted: number;
  rejected: number;
  /** The first reason that was given for a rejection. */
  firstRejection: string | undefined;
  /** Answers by status; `away` where there was none. */
  answers: Map<string, number>;
}

export interface Sending {
  client: Client;
  /** Begins every idempotency key; a run has its own. */
  run: string;
  atOnce: number;
  /** Set off to stop trying again. */
  stop: AbortSignal;
  /** How long a server may be away or say "later" before it is given up. */
  patienceMs?: number;
  /** It is known to be there: even one that has never answered is waited for. */
  expected?: boolean;
}

const worthAnother = (error: unknown): boolean =>
  error instanceof ProblemError
    ? [429, 503].includes(error.problem.status)
    : ['TypeError', 'TimeoutError'].includes((error as Error).name);

export class Sender {
  readonly sent: Sent = { accepted: 0, rejected: 0, firstRejection: undefined, answers: new Map() };
  private readonly flying = new Set<Promise<void>>();
  private trouble: Error | undefined;
  private answered: boolean;
  private batches = 0;

  constructor(private readonly sending: Sending) {
    this.answered = sending.expected ?? false;
  }

  /**
   * Returns once there is room for the next batch. `name` tells it from the run's others; left out: its
   * number.
   */
  async send(lines: string[], name = String(++this.batches)): Promise<void> {
    while (this.flying.size >= this.sending.atOnce) await Promise.race(this.flying);
    if (this.trouble) throw this.trouble;
    const flight = this.post(`${this.sending.run}-${name}`, lines.join('\n'))
      .catch((error: Error) => {
        this.trouble ??= error;
      })
      .finally(() => this.flying.delete(flight));
    this.flying.add(flight);
  }

  /** Everything sent is acknowledged, or has failed. */
  async settled(): Promise<void> {
    while (this.flying.size > 0) await Promise.race(this.flying);
    if (this.trouble) throw this.trouble;
  }

  private async post(key: string, body: string): Promise<void> {
    const { accepted, rejected } = await this.patiently(() => this.postOnce(key, body));
    this.sent.accepted += accepted;
    this.sent.rejected += rejected.length;
    this.sent.firstRejection ??= rejected[0]?.message;
  }

  private async postOnce(key: string, body: string): Promise<SignalsAccepted> {
    const response = await this.sending.client.fetch(routes.postSignals.path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', 'idempotency-key': key },
      body,
    });
    const text = await response.text();
    if (response.status !== 202) throw problemFrom(response, text);
    this.count('202');
    return SignalsAccepted.parse(JSON.parse(text));
  }

  /** Does it again while that may help, and waits as long as it is told to. */
  async patiently<T>(work: () => Promise<T>): Promise<T> {
    const { client, stop, patienceMs = 60_000 } = this.sending;
    const deadline = performance.now() + patienceMs;
    for (let wait = 250; ; wait = Math.min(wait * 2, 5_000)) {
      try {
        const done = await work();
        this.answered = true;
        return done;
      } catch (error) {
        const told = error instanceof ProblemError ? error.retryAfter : undefined;
        this.count(error instanceof ProblemError ? String(error.problem.status) : 'away');
        // who never answered is not away for a moment: the address is wrong, or nothing runs
        const hopeless = !this.answered && !(error instanceof ProblemError);
        if (hopeless || !worthAnother(error)) throw troubleFrom(error, client.base);
        if (stop.aborted) throw new Trouble('stopped before everything was acknowledged');
        if (performance.now() > deadline) throw troubleFrom(error, client.base);
        await pause(told === undefined || Number.isNaN(told) ? wait : told * 1_000, undefined, {
          signal: stop,
        }).catch(() => undefined);
      }
    }
  }

  private count(answer: string): void {
    this.sent.answers.set(answer, (this.sent.answers.get(answer) ?? 0) + 1);
  }
}
