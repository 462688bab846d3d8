import { join } from 'node:path';
import { Child } from '../harness/child.js';
import { Cleanup } from '../harness/cleanup.js';
import { NativeRedis } from '../harness/native-redis.js';
import { root } from '../harness/paths.js';
import { freePort } from '../harness/ports.js';
import { Rollcall, rootKey } from '../harness/rollcall.js';
import { until } from '../harness/until.js';
import type { Target } from './wire.client.js';

/** The real product on native Redis, API and worker apart, with an incident open over everything. */
export interface Stage {
  api: Rollcall;
  pids: { api: number; worker: number; redis: number; sender: number };
  target: (type: string) => Target;
}

const env = { ROLLCALL_LOG_LEVEL: 'error' };

export const setStage = async (cleanup: Cleanup): Promise<Stage> => {
  const redis = cleanup.add(await NativeRedis.start({ maxmemory: '2gb' }), (r) => r.stop());
  const start = async (role: 'api' | 'worker'): Promise<Rollcall> =>
    cleanup.add(await Rollcall.launch({ redis, role, env }), (r) => r.stop());
  const [api, worker] = await Promise.all([start('api'), start('worker')]);
  await api.ready('/readyz');
  await api.client.call('openIncident', {
    body: { title: 'Everything may fail', onset: new Date(Date.now() - 600_000).toISOString() },
  });
  return {
    api,
    pids: {
      api: api.child.pid!,
      worker: worker.child.pid!,
      redis: redis.pid!,
      sender: process.pid,
    },
    target: (type) => ({ port: api.port, path: '/api/v1/signals', type, key: rootKey }),
  };
};

/** One of the servers that do nothing else. */
export const startBare = async (
  cleanup: Cleanup,
  kind: 'node' | 'fastify' | 'sockets',
  type: string,
): Promise<{ target: Target; pid: number; child: Child }> => {
  const port = await freePort();
  const child = cleanup.add(
    Child.node([join(root, 'test/bench/bare.mjs'), kind], { PORT: String(port) }),
    (c) => c.stop(),
  );
  await until(`bare ${kind} listens`, () => child.words.includes('listening'));
  return { target: { port, path: '/api/v1/signals', type }, pid: child.pid!, child };
};
