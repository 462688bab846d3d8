import type { CustomerInput } from '@rollcall/shared';
import { affectedRuleOf, serviceRules } from '../people/places.js';
import type { Batch } from '../people/signals.js';
import { Cleanup } from './cleanup.js';
import type { Client } from './client.js';
import { postUntilAcknowledged } from './post.js';
import { Rollcall } from './rollcall.js';
import { startRedis } from './start-redis.js';
import type { TestRedis } from './redis.js';
import { atMost } from './until.js';

/** A whole product on an empty Redis: an API and workers, each a process of its own. */
export interface Stage {
  redis: TestRedis;
  api: Rollcall;
  workers: Rollcall[];
  client: Client;
  cleanup: Cleanup;
}

export const setStage = async ({ workers = 1, env = {} } = {}): Promise<Stage> => {
  const cleanup = new Cleanup();
  const redis = cleanup.add(await startRedis(), (r) => r.stop());
  const start = async (role: 'api' | 'worker'): Promise<Rollcall> =>
    cleanup.add(await Rollcall.launch({ redis, role, env }), (r) => r.stop());
  try {
    const api = await start('api');
    const working = await Promise.all(Array.from({ length: workers }, () => start('worker')));
    await api.ready('/readyz');
    return { redis, api, workers: working, client: api.client, cleanup };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
};

/** Kills all processes but Redis, and starts others in their place, on the same port. */
export const startAnew = async (stage: Stage): Promise<void> => {
  const { redis, cleanup, api, workers } = stage;
  await Promise.all([api, ...workers].map((process) => process.kill()));
  const start = async (role: 'api' | 'worker', port?: number): Promise<Rollcall> =>
    cleanup.add(await Rollcall.launch({ redis, role, port }), (r) => r.stop());
  stage.workers = await Promise.all(workers.map(() => start('worker')));
  stage.api = await start('api', api.port);
  await stage.api.ready('/readyz');
};

export const describeServices = async (client: Client): Promise<void> => {
  for (const [id, rule] of Object.entries(serviceRules)) {
    const { name, latencyTargetMs } = rule;
    await client.call('putService', {
      params: { id },
      body: { name, latencyTargetMs, affectedRule: affectedRuleOf(rule) },
    });
  }
};

/** Tells the directory, in order and in handy pieces. */
export const tell = async (client: Client, customers: CustomerInput[]): Promise<void> => {
  for (let i = 0; i < customers.length; i += 1_000) {
    const { rejected } = await client.call('putCustomers', { body: customers.slice(i, i + 1_000) });
    if (rejected.length > 0) throw new Error(`refused: ${JSON.stringify(rejected.slice(0, 3))}`);
  }
};

/** Posts all batches, a few at a time; gives how many signals were acknowledged, each key once. */
export const postAll = async (client: Client, batches: Batch[]): Promise<number> => {
  const acknowledged = new Map<string, number>();
  await atMost(4, batches, async (batch) => {
    const { accepted } = await postUntilAcknowledged(client, batch);
    const before = acknowledged.get(batch.idempotencyKey) ?? accepted;
    if (before !== accepted)
      throw new Error(`${batch.idempotencyKey}: ${before}, then ${accepted}`);
    acknowledged.set(batch.idempotencyKey, accepted);
  });
  return [...acknowledged.values()].reduce((sum, n) => sum + n, 0);
};
