import type { Redis } from 'ioredis';
import { NativeRedis, type NativeOptions } from './native-redis.js';
import type { TestRedis } from './redis.js';
import { until } from './until.js';

const slots = 16_384;

/** Three masters on loopback, a third of the slots each, no replicas. */
export class ClusterRedis implements TestRedis {
  readonly flavour = 'cluster';

  private constructor(private readonly nodes: NativeRedis[]) {}

  static async start(options: NativeOptions = {}): Promise<ClusterRedis> {
    const nodes: NativeRedis[] = [];
    for (let i = 0; i < 3; i++) nodes.push(await NativeRedis.start({ ...options, cluster: true }));
    const cluster = new ClusterRedis(nodes);
    const share = Math.ceil(slots / nodes.length);
    for (const [i, client] of cluster.masters.entries()) {
      const last = Math.min(slots, (i + 1) * share) - 1;
      await client.call('CLUSTER', 'ADDSLOTSRANGE', i * share, last);
      await client.call('CLUSTER', 'SET-CONFIG-EPOCH', i + 1);
    }
    for (const client of cluster.masters.slice(1))
      await client.cluster('MEET', '127.0.0.1', nodes[0].port);
    await cluster.whole();
    return cluster;
  }

  get url(): string {
    const hosts = this.nodes.map((node) => `127.0.0.1:${node.port}`).join(',');
    return `redis-cluster://:${NativeRedis.password}@${hosts}`;
  }

  get masters(): Redis[] {
    return this.nodes.flatMap((node) => node.masters);
  }

  async kill(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.kill()));
  }

  async restart(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.restart()));
    await this.whole();
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
  }

  private async whole(): Promise<void> {
    await until('the cluster is whole', async () => {
      const views = await Promise.all(this.masters.map((client) => client.cluster('INFO')));
      return views.every(
        (view) =>
          view.includes('cluster_state:ok') &&
          view.includes(`cluster_slots_ok:${slots}`) &&
          view.includes(`cluster_known_nodes:${this.nodes.length}`),
      );
    });
  }
}
