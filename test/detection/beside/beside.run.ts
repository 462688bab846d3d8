import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { Cleanup } from '../../harness/cleanup.js';
import { LiveScreen } from '../../harness/live.js';
import { NativeRedis } from '../../harness/native-redis.js';
import { postUntilAcknowledged } from '../../harness/post.js';
import { Rollcall, rootKey } from '../../harness/rollcall.js';
import { until } from '../../harness/until.js';
import { randomFrom } from '../../people/random.js';
import { quantile } from '../table.js';
import { startPrometheus } from './prometheus.run.js';
import { Tower } from './tower.server.js';

/** Tries of a slice, 50 a second. */
const everyMs = 20;
/** So many people have to fail in a row until it can be no deploy that fails for half of them and heals. */
const decisivePeople = 13;
const patience = { withinMs: 60_000, everyMs: 5 };

const env = { ROLLCALL_LOG_LEVEL: 'error', ROLLCALL_DETECTION: 'on' };

/** Slices that have nothing in common, so that each failure is an event of its own. */
const placeOf = (service: string) => ({
  service,
  region: `region-${service}`,
  channel: `channel-${service}`,
});

/** People of a few slices, told to Rollcall and to Prometheus at once. */
class Street {
  /** What fails now. */
  failing: string | undefined;
  /** Service → when its failures were tried, epoch ms. */
  readonly failedAt = new Map<string, number[]>();
  private readonly posts = new Set<Promise<unknown>>();
  private number = 0;
  private open = true;

  constructor(
    private readonly services: readonly string[],
    private readonly api: Rollcall,
    private readonly tower: Tower,
  ) {}

  /** Everything that was all right in the last half hour. */
  async remember(): Promise<void> {
    const now = Date.now();
    const signals = Array.from({ length: 600 }, (_, i) => now - 1_800_000 + i * 3_000).flatMap(
      (at) => this.services.map((service) => this.signal(service, at, 'ok')),
    );
    for (let i = 0; i < signals.length; i += 1_000) await this.send(signals.slice(i, i + 1_000));
  }

  async live(): Promise<void> {
    for (let due = performance.now(); this.open; due += everyMs) {
      const wait = due - performance.now();
      if (wait > 0) await pause(wait);
      const at = Date.now();
      const signals = this.services.map((service) => {
        const outcome = service === this.failing ? 'failed' : 'ok';
        this.tower.count(service, outcome);
        if (outcome === 'failed')
          this.failedAt.set(service, [...(this.failedAt.get(service) ?? []), at]);
        return this.signal(service, at, outcome);
      });
      const post = this.send(signals).finally(() => this.posts.delete(post));
      this.posts.add(post);
    }
    await Promise.all(this.posts);
  }

  close(): void {
    this.open = false;
  }

  private signal(service: string, at: number, outcome: 'ok' | 'failed') {
    const user = `person-${this.number++}`;
    return { kind: 'interaction' as const, ...placeOf(service), at, user, outcome };
  }

  private send(signals: ReturnType<Street['signal']>[]): Promise<unknown> {
    const idempotencyKey = signals[0].user;
    return postUntilAcknowledged(this.api.client, { idempotencyKey, signals });
  }
}

interface Round {
  /** Since the first failing try, ms: on a Rollcall screen, and at Alertmanager's receiver. */
  screen: number;
  webhook: number;
  /** Since the try of the thirteenth person who failed, ms. */
  decisive: number;
}

const round = async (street: Street, service: string, screen: LiveScreen, tower: Tower) => {
  street.failing = service;
  const [shown, told] = await Promise.all([
    screen
      .until(
        `an incident of ${service}`,
        ({ incidents }) =>
          incidents.some(({ scope }) =>
            (scope.services ?? scope.slices?.map((slice) => slice.service))?.includes(service),
          ),
        patience.withinMs,
      )
      .then(() => Date.now()),
    until(`an alert of ${service}`, () => tower.alerted.get(service), patience),
  ]);
  street.failing = undefined;
  const failedAt = street.failedAt.get(service)!;
  return {
    screen: shown - failedAt[0],
    webhook: told - failedAt[0],
    decisive: shown - failedAt[decisivePeople - 1],
  };
};

const spoken = (list: readonly number[]): string =>
  `${Math.round(quantile(list, 0.5)!)} ms (${list.map(Math.round).join(', ')})`;

/** Total failures of a slice at 50 tries a second, in real time: who says so first? */
export const besidePrometheus = async (seed: string, rounds: number): Promise<void> => {
  const random = randomFrom(seed);
  const cleanup = new Cleanup();
  try {
    const services = Array.from({ length: rounds }, (_, i) => `service-${i + 1}`);
    const tower = cleanup.add(await Tower.start(), (t) => t.stop());
    const redis = cleanup.add(await NativeRedis.start(), (r) => r.stop());
    const start = async (role: 'api' | 'worker'): Promise<Rollcall> =>
      cleanup.add(await Rollcall.launch({ redis, role, env }), (r) => r.stop());
    const [api] = await Promise.all([start('api'), start('worker')]);
    await api.ready('/readyz');
    const street = new Street(services, api, tower);
    await street.remember();
    const lives = street.live();
    cleanup.add(street, async (s) => {
      s.close();
      await lives;
    });
    await startPrometheus(cleanup, tower.port);
    const screen = cleanup.add(new LiveScreen(api.client.base, rootKey), (s) => s.close());
    await screen.until('a screen', () => true);
    const all: Round[] = [];
    for (const service of services) {
      await pause(random.int(5_000, 9_000)); // a calm while, so that neither knows when
      all.push(await round(street, service, screen, tower));
      console.error(`${service}: ${JSON.stringify(all.at(-1))}`);
    }
    const of = (what: keyof Round): string => spoken(all.map((each) => each[what]));
    console.log(
      `One slice fails entirely at 50 tries/s; medians of ${rounds} (all), load ${loadavg()[0].toFixed(1)}\n\n` +
        `| from | to | took |\n| --- | --- | --- |\n` +
        `| first failing try | Rollcall: an incident on a screen | ${of('screen')} |\n` +
        `| the 13th person who failed | Rollcall: an incident on a screen | ${of('decisive')} |\n` +
        `| first failing try | Alertmanager: the webhook's arrival | ${of('webhook')} |`,
    );
  } finally {
    await cleanup.run();
  }
};
