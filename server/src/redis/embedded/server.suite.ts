import { Queue, QueueEvents, Worker } from 'bullmq';
import type { RunningRedis } from './running-redis.js';
import { Opened, until } from './testing.fixture.js';

/** What Rollcall needs of a Redis, whichever kind is started: each kind's spec runs all of it. */
export function aServerForRollcall(start: () => Promise<RunningRedis>): void {
  const opened = new Opened();
  let redis: RunningRedis;
  beforeAll(async () => {
    redis = await start();
  });
  afterEach(opened.closeAll);
  afterAll(() => redis.stop());

  it('lets in holders of its password only', async () => {
    const { port } = redis;
    const stranger = opened.client(`redis://127.0.0.1:${port}`, { enableReadyCheck: false });
    await expect(stranger.set('a', 1)).rejects.toThrow('NOAUTH');
    const friend = opened.client(redis.url);
    await expect(friend.ping()).resolves.toBe('PONG');
  });

  it('refuses writes when it is full instead of forgetting', async () => {
    const client = opened.client(redis.url);
    expect(await client.config('GET', 'maxmemory-policy')).toEqual([
      'maxmemory-policy',
      'noeviction',
    ]);
    const [, limit] = await client.config('GET', 'maxmemory');
    expect(Number(limit)).toBeGreaterThanOrEqual(256 * 1_048_576);
  });

  it('answers a lone PING in well under a tick of its clock', async () => {
    const client = opened.client(redis.url);
    await client.ping();
    const times: number[] = [];
    for (let i = 0; i < 500; i++) {
      const began = performance.now();
      await client.ping();
      times.push(performance.now() - began);
    }
    const median = times.sort((a, b) => a - b)[250];
    expect(median).toBeLessThan(5);
  });

  it('takes 20,000 pipelined XADDs in order', async () => {
    const client = opened.client(redis.url);
    await client.del('stream');
    const pipeline = client.pipeline();
    for (let i = 1; i <= 20_000; i++) pipeline.xadd('stream', `${i}-0`, 'n', i);
    const answers = await pipeline.exec();
    expect(answers?.at(-1)).toEqual([null, '20000-0']);
    expect(await client.xlen('stream')).toBe(20_000);
  });

  it('wakes a blocked XREAD at once, and ends one that waits in vain', async () => {
    const [reader, writer] = [opened.client(redis.url), opened.client(redis.url)];
    const read = reader.xread('BLOCK', 0, 'STREAMS', 'woken', '$');
    await untilBlocked(writer);
    await writer.xadd('woken', '*', 'a', 'b');
    expect((await read)?.[0]?.[1][0]?.[1]).toEqual(['a', 'b']);
    expect(await reader.xread('BLOCK', 20, 'STREAMS', 'woken', '$')).toBeNull();
  });

  it('runs Lua with binary arguments, and survives an error in it', async () => {
    const client = opened.client(redis.url);
    const bytes = Buffer.from([0, 255, 13, 10, 128]);
    const echo = await client.callBuffer(
      'EVAL',
      "redis.call('SET', KEYS[1], ARGV[1]) return redis.call('GET', KEYS[1])",
      1,
      'binary',
      bytes,
    );
    expect(echo).toEqual(bytes);
    await expect(
      client.eval("return redis.call('HGET', KEYS[1], 'f')", 1, 'binary'),
    ).rejects.toThrow('WRONGTYPE');
    await expect(client.eval("error('on purpose')", 0)).rejects.toThrow('on purpose');
    expect(await client.eval('return 40 + 2', 0)).toBe(42);
  });

  it('gives a slow reader every byte of large answers', async () => {
    const client = opened.client(redis.url);
    const value = 'x'.repeat(3_000_000);
    await client.set('large', value);
    const asked = Promise.all([client.get('large'), client.get('large'), client.get('large')]);
    client.stream.pause();
    const other = opened.client(redis.url);
    for (let i = 0; i < 50; i++) await other.ping();
    client.stream.resume();
    for (const answer of await asked) expect(answer === value).toBe(true);
  });

  it('cuts off a subscriber that does not read, and keeps serving', async () => {
    const [slow, publisher] = [
      opened.client(redis.url, { retryStrategy: () => null }),
      opened.client(redis.url),
    ];
    await publisher.config('SET', 'client-output-buffer-limit', 'pubsub 8388608 4194304 30');
    await slow.subscribe('news');
    slow.stream.pause();
    const message = 'y'.repeat(1_000_000);
    let receivers = 1;
    let sent = 0;
    for (; receivers > 0 && sent < 100; sent++)
      receivers = await publisher.publish('news', message);
    expect(receivers).toBe(0);
    const used = /used_memory:(\d+)/.exec(await publisher.info('memory'))![1];
    expect(Number(used)).toBeLessThan(64 * 1_048_576);
    await expect(publisher.ping()).resolves.toBe('PONG');
  });

  it('carries a BullMQ queue from adding to completion', async () => {
    const connection = { host: '127.0.0.1', port: redis.port, password: redis.password };
    const options = { connection, prefix: '{test}' };
    const close = (one: { close(): Promise<void> }) => one.close();
    const queue = opened.add(new Queue<{ n: number }>('squares', options), close);
    const events = opened.add(new QueueEvents('squares', options), close);
    const worker = opened.add(
      new Worker<{ n: number }, number>(
        'squares',
        (job) => Promise.resolve(job.data.n ** 2),
        options,
      ),
      close,
    );
    await Promise.all([queue.waitUntilReady(), events.waitUntilReady(), worker.waitUntilReady()]);
    const jobs = await queue.addBulk([1, 2, 3, 4].map((n) => ({ name: 'square', data: { n } })));
    const results = await Promise.all(jobs.map((job) => job.waitUntilFinished(events)));
    expect(results).toEqual([1, 4, 9, 16]);
  });

  async function untilBlocked(client: ReturnType<Opened['client']>): Promise<void> {
    await until('a client blocks', async () =>
      /blocked_clients:[1-9]/.test(await client.info('clients')),
    );
  }
}
