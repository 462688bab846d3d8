import type { Signal } from '@rollcall/shared';
import { Cleanup } from '../harness/cleanup.js';
import { untilFolded } from '../harness/metrics.js';
import { NativeRedis } from '../harness/native-redis.js';
import { postUntilAcknowledged } from '../harness/post.js';
import type { Role } from '../harness/rollcall.js';
import { until } from '../harness/until.js';
import { oneOfEachKind, partitionKeys, plant, typesOf } from './planted.js';
import { Supervised } from './supervised.js';
import { Traffic } from './traffic.js';
import { type Verdict, verdictOn } from './verdict.js';

/** One of each, so that a commit has something to write everywhere. */
const others = (at: number): Signal[] =>
  Array.from({ length: 200 }, (_, i): Signal[] => [
    { kind: 'rating', at, service: 'x', user: `r-${i}`, scale: 'csat', score: 4 },
    { kind: 'interaction', at, service: 'x', user: `o-${i}`, outcome: 'ok' },
  ]).flat();

/**
 * Learns which keys a commit writes for the first time, plants something of the wrong type under one key
 * of each kind, lets the folds run into it, and takes it away again.
 */
export const scriptErrorMidway = async (): Promise<Verdict & { planted: string[] }> => {
  const cleanup = new Cleanup();
  const started = performance.now();
  try {
    const redis = cleanup.add(await NativeRedis.start({ fsync: 'always' }), (r) => r.stop());
    const [master] = redis.masters;
    const traffic = new Traffic(() => api.client, 'planted');
    const failures = traffic.batch(1_000);
    const noise = others(Date.now());

    const start = async (role: Role): Promise<Supervised> =>
      cleanup.add(await Supervised.start({ redis, role }), (p) => p.stop());
    let api = await start('api');
    await api.ready();
    const send = async (label: string): Promise<void> => {
      const batch = { idempotencyKey: label, signals: noise };
      await postUntilAcknowledged(api.client, batch);
      await postUntilAcknowledged(api.client, { idempotencyKey: `${label}-f`, signals: failures });
    };
    await send('to learn');
    const stored = new Set(await partitionKeys([master]));
    const worker = await start('worker');
    await untilFolded(api.client, noise.length + failures.length);
    const written = (await partitionKeys([master])).filter((key) => !stored.has(key));
    const planted = await typesOf(master, oneOfEachKind(written));
    await Promise.all([api.stop(), worker.stop()]);
    await master.flushall();

    api = await start('api');
    await api.ready();
    const { id } = await api.client.call('openIncident', {
      body: {
        title: 'planted',
        scope: { services: ['planted'] },
        onset: Date.now() - 600_000,
        force: true,
      },
    });
    for (const found of planted) await plant(master, found);
    await start('worker');
    await send('in earnest');
    traffic.ledger.enter(failures);
    // the partitions with something planted fall behind, or can't even be read
    await until('the folds run into it', async () => !(await api.client.fetch('/readyz')).ok);
    for (const { key } of planted) await master.del(key);

    const total = noise.length + failures.length;
    traffic.ledger.acknowledged = total;
    const verdict = await verdictOn(api.client, id, traffic.ledger, total);
    const scenario = `script error at ${planted.length} kinds of key`;
    return {
      scenario,
      kills: 0,
      ...verdict,
      seconds: Math.round((performance.now() - started) / 1_000),
      planted: planted.map(({ key }) => key),
    };
  } finally {
    await cleanup.run();
  }
};
