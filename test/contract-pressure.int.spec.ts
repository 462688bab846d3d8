import { gzipSync } from 'node:zlib';
import { Cleanup } from './harness/cleanup.js';
import { countersOf, untilFolded } from './harness/metrics.js';
import { postUntilAcknowledged } from './harness/post.js';
import { problem, send } from './harness/raw.js';
import { flavour, type TestRedis } from './harness/redis.js';
import { Rollcall } from './harness/rollcall.js';
import { startRedis } from './harness/start-redis.js';
import { until } from './harness/until.js';

/** What senders are told when there is trouble behind the door: when to come back, and never a lie. */

jest.setTimeout(120_000);

const signals = (label: string, size = 100) =>
  Array.from({ length: size }, (_, i) => ({
    kind: 'interaction' as const,
    at: Date.now(),
    service: 'play',
    user: `${label}-${i}`,
    outcome: 'failed' as const,
  }));

describe(`under pressure, on ${flavour}`, () => {
  const cleanup = new Cleanup();
  let redis: TestRedis;
  beforeEach(async () => {
    redis = cleanup.add(await startRedis({ fsync: 'always' }), (r) => r.stop());
  });
  afterEach(cleanup.run);

  const start = async (role: 'api' | 'worker', env = {}): Promise<Rollcall> =>
    cleanup.add(await Rollcall.launch({ redis, role, env }), (p) => p.stop());

  it('Redis is away: 503 and when to come back; afterwards the same request is taken once', async () => {
    const api = await (await start('api')).ready('/readyz');
    await start('worker');
    const batch = { idempotencyKey: 'through the storm', signals: signals('storm') };
    await redis.kill();
    const sent = await until('it is noticed', async () => {
      const found = await send(api.client, JSON.stringify(batch.signals), {
        'idempotency-key': batch.idempotencyKey,
      });
      return found.status === 503 ? found : undefined;
    });
    problem(sent, 503, 'redis_away');
    expect(Number(sent.retryAfter)).toBeGreaterThan(0);
    expect((await api.client.fetch('/readyz')).status).toBe(503);
    expect((await api.client.fetch('/healthz')).status).toBe(200);
    const traces = await api.client.fetch('/otlp/v1/traces', {
      method: 'POST',
      body: JSON.stringify({
        resourceSpans: [
          { scopeSpans: [{ spans: [{ kind: 2, endTimeUnixNano: `${Date.now()}000000` }] }] },
        ],
      }),
      headers: { 'content-type': 'application/json' },
    });
    expect(traces.status).toBe(503);
    expect(Number(traces.headers.get('retry-after'))).toBeGreaterThan(0);
    // in the words that exporters know: google.rpc.Status, UNAVAILABLE
    expect(await traces.json()).toMatchObject({ code: 14 });

    await redis.restart();
    const { accepted } = await postUntilAcknowledged(api.client, batch);
    expect(accepted).toBe(100);
    await untilFolded(api.client, 100);
    expect(await countersOf(api.client)).toMatchObject({ accepted: 100, folded: 100 });
    await until('it is ready again', async () => (await api.client.fetch('/readyz')).ok);
  });

  it('an answer that takes too long is no: nobody waits for ever on a Redis that hangs', async () => {
    const api = await (await start('api')).ready('/readyz');
    if (!('send' in redis) || typeof redis.send !== 'function') return; // only a native server can be frozen
    redis.send('SIGSTOP');
    try {
      const before = performance.now();
      const sent = await send(api.client, JSON.stringify(signals('frozen')));
      problem(sent, 503, 'redis_away');
      expect(performance.now() - before).toBeLessThan(15_000);
    } finally {
      redis.send('SIGCONT');
    }
    const again = { idempotencyKey: 'thawed', signals: signals('thawed') };
    await postUntilAcknowledged(api.client, again);
  });

  it('folds are too far behind: 429 and when to come back, until they have caught up', async () => {
    const api = await start('api', { ROLLCALL_MAX_FOLD_LAG_SECONDS: '2' });
    await api.ready('/healthz');
    await postUntilAcknowledged(api.client, { idempotencyKey: 'first', signals: signals('first') });
    const sent = await until('it pushes back', async () => {
      const found = await send(api.client, JSON.stringify(signals('more', 1)));
      return found.status === 429 ? found : undefined;
    });
    problem(sent, 429, 'folds_behind');
    expect(Number(sent.retryAfter)).toBeGreaterThan(0);
    expect((await api.client.fetch('/readyz')).status).toBe(503);
    const { lagSeconds } = await countersOf(api.client);
    expect(lagSeconds).toBeGreaterThanOrEqual(2);

    await start('worker');
    const last = { idempotencyKey: 'after', signals: signals('after') };
    expect((await postUntilAcknowledged(api.client, last)).accepted).toBe(100);
    const { accepted } = await countersOf(api.client);
    await untilFolded(api.client, accepted);
  });

  it('stays up under requests that are cut off or never end', async () => {
    const api = await (await start('api')).ready('/readyz');
    for (let i = 0; i < 20; i++) {
      const cut = AbortSignal.timeout(5);
      const body = JSON.stringify(signals('cut', 2_000));
      await api.client
        .fetch('/api/v1/signals', {
          method: 'POST',
          signal: cut,
          body: new Uint8Array(gzipSync(body)).slice(0, 500 + i),
          headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
        })
        .catch(() => undefined);
    }
    expect((await api.client.fetch('/readyz')).status).toBe(200);
  });

  it('a process that would split people over another number of partitions refuses to start', async () => {
    await (await start('api')).ready('/readyz');
    const other = await start('api', { ROLLCALL_PARTITIONS: '8' });
    await until('it ends', () => !other.child.alive);
    expect(other.child.process.exitCode).not.toBe(0);
    expect(other.child.words).toMatch(/16 partitions.*ROLLCALL_PARTITIONS/);
  });
});
