import { startValkeyWasm, type RunningRedis } from '../redis/embedded/index.js';
import { until } from '../redis/embedded/testing.fixture.js';
import { expectGone, Launches } from './launched.suite.js';

jest.setTimeout(60_000);

describe('npm run serve', () => {
  const launches = new Launches();
  let redis: RunningRedis;
  beforeEach(async () => {
    redis = launches.add(await startValkeyWasm(), (one) => one.stop());
  });
  afterEach(launches.closeAll);

  it('says in one line that it needs a Redis and a key', async () => {
    const without = await launches.launch('serve');
    await expect(without.exited).resolves.toBe(1);
    expect(without.output).toMatch(/^npm run serve needs a Redis: REDIS_URL=.*\n$/);
    const keyless = await launches.launch('serve', { env: { REDIS_URL: redis.url } });
    await expect(keyless.exited).resolves.toBe(1);
    expect(keyless.output).toMatch(/^npm run serve needs ROLLCALL_ROOT_KEY.*\n$/);
  });

  it('serves the roles it is told, keeps them alive, and writes their logs where it writes', async () => {
    const env = { REDIS_URL: redis.url, ROLLCALL_ROOT_KEY: 'k'.repeat(32) };
    const api = await launches.launch('serve', { env: { ...env, ROLLCALL_ROLES: 'api' } });
    await api.ready();
    const worker = await launches.launch('serve', { env: { ...env, ROLLCALL_ROLES: 'worker' } });
    const client = launches.client(redis.url);
    const pidOf = async (role: string) => Number((await client.hget('alive', role)) ?? 0);
    await until('the worker lives', async () => (await pidOf('worker')) > 0);

    const killed = await pidOf('worker');
    process.kill(killed, 'SIGKILL');
    await until('it lives again', async () => (await pidOf('worker')) !== killed);
    const pids = [await pidOf('api'), await pidOf('worker')];

    api.kill('SIGTERM');
    worker.kill('SIGTERM');
    await expect(api.exited).resolves.toBe(0);
    await expect(worker.exited).resolves.toBe(0);
    await expectGone(pids, [api.port]);
    expect(api.output).toContain('api ended as number');
    expect(worker.output).toContain('worker ended as number');
  });
});
