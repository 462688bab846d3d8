import { Cluster } from 'ioredis';
import { startNativeCluster } from './index.js';
import { describeNative, nativeBinary, Opened } from './testing.fixture.js';

describeNative('a cluster of three native masters', () => {
  const opened = new Opened();
  afterEach(opened.closeAll);

  it('serves every slot, refuses a script over two tags, and takes a restarted node back', async () => {
    const cluster = opened.add(
      await startNativeCluster({ binary: nativeBinary!, dir: opened.directory(), masters: 3 }),
      (one) => one.stop(),
    );
    const { password } = cluster.nodes[0];
    expect(cluster.url).toBe(
      `redis-cluster://:${password}@` +
        cluster.nodes.map((node) => `127.0.0.1:${node.port}`).join(','),
    );
    const client = opened.add(
      new Cluster(
        cluster.nodes.map(({ port }) => ({ host: '127.0.0.1', port })),
        { redisOptions: { password }, clusterRetryStrategy: () => 50 },
      ),
      (one) => one.disconnect(),
    );
    client.on('error', () => undefined);

    const keys = Array.from({ length: 48 }, (_, p) => `counter:{${p}}`);
    await Promise.all(keys.map((key) => client.incr(key)));
    const sizes = await Promise.all(client.nodes('master').map((node) => node.dbsize()));
    expect(sizes).toHaveLength(3);
    expect(Math.min(...sizes)).toBeGreaterThan(0);
    expect(sizes.reduce((a, b) => a + b)).toBe(48);
    await expect(client.eval('return 1', 2, 'a:{1}', 'a:{2}')).rejects.toThrow('CROSSSLOT');

    const fallen = cluster.nodes[1];
    fallen.kill('SIGKILL');
    await fallen.exited;
    await cluster.restart(1);
    expect(cluster.nodes[1]).toMatchObject({ port: fallen.port });
    await Promise.all(keys.map((key) => client.incr(key)));
    expect(await client.get('counter:{0}')).toBe('2');
  }, 60_000);
});
