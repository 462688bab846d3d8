import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from '../../processes/ports.net.js';
import { startNativeRedis } from './native.process.js';
import type { RunningRedis } from './running-redis.js';

const SLOTS = 16_384;
/** A node talks to the others on its port plus this. */
const BUS_OFFSET = 10_000;
const FORMING_TIMEOUT_MS = 20_000;

export interface RunningCluster {
  /** `redis-cluster://:password@127.0.0.1:p1,127.0.0.1:p2,127.0.0.1:p3`. */
  readonly url: string;
  /** In the order of the url's addresses. */
  readonly nodes: readonly RunningRedis[];
  /** Starts a node again that has ended: same address, same data, same slots. Waits as the start does. */
  restart(index: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a Redis Cluster of masters without replicas on 127.0.0.1, each with a third of the slots,
 * and waits until every node says that the cluster is whole. For tests, and for trying Rollcall on
 * a cluster; a real one has replicas on other machines.
 *
 * @param options.dir an empty or absent directory: nodes from an earlier run would know other ports
 * @throws RedisStartError when a node does not come up; Error when they don't agree within 20 s
 */
export async function startNativeCluster(options: {
  binary: string;
  dir: string;
  masters: 3;
  appendfsync?: 'always' | 'everysec' | 'no';
}): Promise<RunningCluster> {
  const nodes: RunningRedis[] = [];
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.stop()));
  };
  const startNode = (index: number, port: number, password?: string) =>
    startNativeRedis({
      binary: options.binary,
      dir: join(options.dir, `node-${index}`),
      port,
      password,
      appendfsync: options.appendfsync ?? 'no',
      maxmemoryMb: 256,
      extra: ['cluster-enabled yes', 'cluster-node-timeout 2000'],
    });
  try {
    for (let index = 0; index < options.masters; index++) {
      nodes.push(await startNode(index, await freePort([BUS_OFFSET]), nodes[0]?.password));
    }
    await form(nodes);
  } catch (error) {
    await stop();
    throw error;
  }
  const addresses = nodes.map((node) => `127.0.0.1:${node.port}`).join(',');
  return {
    url: `redis-cluster://:${nodes[0].password}@${addresses}`,
    nodes,
    async restart(index) {
      const { port, password } = nodes[index];
      nodes[index] = await startNode(index, port, password);
      await untilWhole(nodes);
    },
    stop,
  };
}

async function form(nodes: readonly RunningRedis[]): Promise<void> {
  const share = Math.ceil(SLOTS / nodes.length);
  await withClients(nodes, async (clients) => {
    for (const [index, client] of clients.entries()) {
      const from = index * share;
      const slots = Array.from({ length: Math.min(share, SLOTS - from) }, (_, i) => from + i);
      await client.cluster('ADDSLOTS', ...slots);
      // Without epochs of their own the masters first have to quarrel about them.
      await client.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
    }
    for (const client of clients.slice(1)) {
      await client.cluster('MEET', '127.0.0.1', nodes[0].port);
    }
  });
  await untilWhole(nodes);
}

async function untilWhole(nodes: readonly RunningRedis[]): Promise<void> {
  const deadline = performance.now() + FORMING_TIMEOUT_MS;
  await withClients(nodes, async (clients) => {
    while (!(await isWhole(clients))) {
      if (performance.now() > deadline) throw new Error('the cluster did not form within 20 s');
      await pause(25);
    }
  });
}

async function isWhole(clients: readonly Redis[]): Promise<boolean> {
  const views = await Promise.all(clients.map((client) => client.cluster('INFO')));
  return views.every(
    (view) =>
      /cluster_state:ok/.test(view) &&
      view.includes(`cluster_slots_ok:${SLOTS}`) &&
      view.includes(`cluster_known_nodes:${clients.length}`),
  );
}

async function withClients(
  nodes: readonly RunningRedis[],
  work: (clients: readonly Redis[]) => Promise<void>,
): Promise<void> {
  const clients = nodes.map((node) => new Redis(node.url));
  try {
    await work(clients);
  } finally {
    clients.forEach((client) => client.disconnect());
  }
}
