import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Cleanup } from '../harness/cleanup.js';
import { countersOf, untilFolded } from '../harness/metrics.js';
import { NativeRedis } from '../harness/native-redis.js';
import { type Role, Rollcall } from '../harness/rollcall.js';
import { atMost, until } from '../harness/until.js';
import { Traffic } from './traffic.js';
import { type Verdict, verdictOn } from './verdict.js';

/**
 * Redis comes back as it was a while ago: everything acknowledged is in its log, but much of what has been
 * folded since is not. API and worker stay alive, and remember more than it does.
 */
export const redisComesBackOlder = async (): Promise<Verdict> => {
  const cleanup = new Cleanup();
  const started = performance.now();
  try {
    const redis = cleanup.add(await NativeRedis.start({ fsync: 'always' }), (r) => r.stop());
    const start = async (role: Role, fault?: string): Promise<Rollcall> =>
      cleanup.add(await Rollcall.launch({ redis, role, fault }), (p) => p.stop());
    const api = await start('api');
    await api.ready('/readyz').catch(() => api.ready('/healthz'));
    const { id } = await api.client.call('openIncident', {
      body: {
        title: 'older',
        scope: { services: ['older'] },
        onset: Date.now() - 1_000,
        force: true,
      },
    });

    const traffic = new Traffic(() => api.client, 'older');
    const wave = (batches: number): Promise<void> =>
      atMost(4, Array.from({ length: batches }), () => traffic.post());
    await wave(300);
    const dying = await start('worker', 'fold:after-commit:6');
    await dying.child.gone();
    const { folded } = await countersOf(api.client);
    if (folded === 0 || folded >= traffic.ledger.acknowledged)
      throw new Error(`${folded} folded: no moment in the middle of the work`);
    const snapshot = join(redis.dir, 'older');
    await cp(redis.logDir, snapshot, { recursive: true });

    await start('worker');
    await untilFolded(api.client, traffic.ledger.acknowledged);
    await redis.kill();
    await rm(redis.logDir, { recursive: true });
    await cp(snapshot, redis.logDir, { recursive: true });
    await redis.restart();

    // first with nothing new: what has to be folded again must not wait for more
    await untilFolded(api.client, traffic.ledger.acknowledged);
    await wave(100);
    const { acknowledged } = traffic.ledger;
    const verdict = await verdictOn(api.client, id, traffic.ledger, acknowledged);
    await until('the live view goes on', async () => {
      const { asOf } = await api.client.call('getLive');
      return Date.now() - asOf < 2_500;
    });
    return {
      scenario: 'Redis comes back older',
      kills: 1,
      ...verdict,
      seconds: Math.round((performance.now() - started) / 1_000),
    };
  } finally {
    await cleanup.run();
  }
};
