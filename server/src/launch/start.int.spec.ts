import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startValkeyWasm } from '../redis/embedded/index.js';
import { describeNative, isAlive, until } from '../redis/embedded/testing.fixture.js';
import { expectGone, Launches, type Launched } from './launched.suite.js';

const launches = new Launches();
afterEach(launches.closeAll);
jest.setTimeout(60_000);

/** The embedded Redis' address, and a look at the household through it. */
async function household(launched: Launched) {
  await launched.ready();
  const url = /REDIS_URL=(\S+)/.exec(launched.log('api'))![1];
  const redis = launches.client(url, { maxRetriesPerRequest: null, retryStrategy: () => 20 });
  const pidOf = async (role: string) => Number((await redis.hget('alive', role)) ?? 0);
  const other = async (role: string, than: number) => {
    await until(`a new ${role} lives`, async () => ![0, than].includes(await pidOf(role)));
    return pidOf(role);
  };
  for (const role of ['api', 'worker']) await other(role, 0);
  return { url, redis, port: Number(new URL(url).port), pidOf, other };
}

const kinds: [string, NodeJS.ProcessEnv, typeof describe | typeof describeNative, RegExp][] = [
  [
    'embedded Valkey',
    { PATH: '' },
    describe,
    /Redis: embedded Valkey 9\.1\.1 \(in memory: data ends/,
  ],
  ['a native server', {}, describeNative, /Redis: native \S+ [\d.]+, data kept in \S+\/redis\n/],
];

for (const [kind, env, suite, line] of kinds) {
  suite(`npm start on ${kind}`, () => {
    it('says which Redis runs and where to sign in, starts again what is killed, and leaves nothing behind', async () => {
      const launched = await launches.launch('start', { env });
      const { redis, port, pidOf, other } = await household(launched);
      await launched.said(line);
      const link = await launched.said(/http:\/\/127\.0\.0\.1:(\d+)\/wall\?token=(\S+)\n/);
      expect(link[1]).toBe(String(launched.port));
      expect(readFileSync(join(launched.data, 'root-key'), 'utf8')).toBe(`${link[2]}\n`);
      expect(statSync(join(launched.data, 'root-key')).mode & 0o777).toBe(0o600);

      const [api, worker] = [await pidOf('api'), await pidOf('worker')];
      process.kill(worker, 'SIGKILL');
      await launched.said(/The worker was killed \(SIGKILL\); starting again\n/);
      const newWorker = await other('worker', worker);
      process.kill(api, 'SIGKILL');
      const newApi = await other('api', api);

      launched.ctrlC();
      await expect(launched.exited).resolves.toBe(0);
      await expectGone([newApi, newWorker], [port, launched.port]);
      expect(launched.log('api')).toContain('api ended as number 1');
      expect(launched.log('worker')).toContain('worker ended as number 2');
      expect(existsSync(join(launched.data, 'lock'))).toBe(false);
      redis.disconnect();
    });

    it('brings a killed Redis back under the same address', async () => {
      const launched = await launches.launch('start', { env });
      const { redis, url } = await household(launched);
      await redis.set('kept', 'yes');
      const killer = launches.client(url, { retryStrategy: () => null });
      await killer.call('SHUTDOWN', 'NOSAVE').catch(() => undefined);
      await launched.said(/Redis ended with code 0.*; starting again\n/);
      const kept = await launches.client(url, { maxRetriesPerRequest: null }).get('kept');
      expect(kept).toBe(kind === 'a native server' ? 'yes' : null);
      for (const role of ['api', 'worker']) {
        await until(
          `the ${role} is connected again`,
          async () => !!(await redis.hget('alive', role)),
        );
      }
    });

    it('leaves nothing behind when it is killed itself, and its lock does not stand in the way', async () => {
      // The worker ignores that its starter is gone: the leash ends it. Once is enough, it takes 5 s.
      const stubborn = { ...env, FIXTURE_STUBBORN: kind === 'embedded Valkey' ? 'worker' : '' };
      const launched = await launches.launch('start', { env: stubborn });
      const { port, pidOf } = await household(launched);
      const pids = [await pidOf('api'), await pidOf('worker')];
      launched.kill('SIGKILL');
      await expectGone(pids, [port, launched.port]);
      expect(existsSync(join(launched.data, 'lock'))).toBe(true);
      const next = await launches.launch('start', { env, data: launched.data });
      await next.ready();
    });
  });
}

describe('npm start', () => {
  const env = { PATH: '' };

  it('refuses a second instance on the same data, and a taken port, in one line each', async () => {
    const first = await launches.launch('start', { env });
    await first.ready();
    const second = await launches.launch('start', { env, data: first.data });
    await expect(second.exited).resolves.toBe(1);
    expect(second.output).toMatch(
      new RegExp(`^Rollcall already runs on .*process ${first.pid}.*--data <folder>.*\\n$`),
    );
    const third = await launches.launch('start', { env, port: first.port });
    await expect(third.exited).resolves.toBe(1);
    expect(third.output).toBe(
      `Port ${first.port} is taken: stop what uses it, or choose another: PORT=${first.port + 1} npm start\n`,
    );
  });

  it('ends at once on a second Ctrl-C', async () => {
    const launched = await launches.launch('start', { env: { ...env, FIXTURE_STUBBORN: 'api' } });
    const { port, pidOf } = await household(launched);
    const pids = [await pidOf('api'), await pidOf('worker')];
    launched.ctrlC();
    await launched.said(/Stopping/);
    expect(pids.every(isAlive)).toBe(true);
    launched.ctrlC();
    await expect(launched.exited).resolves.toBe(130);
    await expectGone(pids, [port, launched.port]);
  });

  it('gives up on a role that cannot start, with its last words', async () => {
    const launched = await launches.launch('start', { env: { ...env, FIXTURE_FAILS: 'worker' } });
    await expect(launched.exited).resolves.toBe(1);
    expect(launched.output).toContain("The worker can't start: it ended with code 3.");
    expect(launched.output).toContain('  | Error: the moon is in the wrong house');
    expect(launched.output).toContain(join(launched.data, 'logs', 'worker.log'));
    await expectGone([], [launched.port]);
  });

  it("uses somebody else's Redis where REDIS_URL names one, and leaves it running", async () => {
    const redis = launches.add(await startValkeyWasm(), (one) => one.stop());
    const launched = await launches.launch('start', { env: { ...env, REDIS_URL: redis.url } });
    await launched.ready();
    const client = launches.client(redis.url);
    await until('the worker lives', async () => !!(await client.hget('alive', 'worker')));
    expect(launched.output).toContain(`Redis: redis://127.0.0.1:${redis.port} (REDIS_URL)\n`);
    expect(launched.output).not.toContain(redis.password);
    launched.kill('SIGTERM');
    await expect(launched.exited).resolves.toBe(0);
    expect(await client.lrange('ended', 0, -1)).toEqual(['api', 'worker']);
  });

  it('does not print a key that it was given', async () => {
    const secret = 'chosen-by-the-operator-0123456789';
    const launched = await launches.launch('start', { env: { ...env, ROLLCALL_ROOT_KEY: secret } });
    await launched.ready();
    expect(launched.output).not.toContain(secret);
    expect(existsSync(join(launched.data, 'root-key'))).toBe(false);
  });

  it('stops while it is still starting', async () => {
    const launched = await launches.launch('start', { env });
    await launched.said(/Starting Redis/);
    launched.ctrlC();
    await expect(launched.exited).resolves.toBe(0);
    await expectGone([], [launched.port]);
  });

  it('takes over a lock that nobody can have written whole', async () => {
    const data = launches.directory();
    writeFileSync(join(data, 'lock'), '{"pid":');
    const launched = await launches.launch('start', { env, data });
    await launched.ready();
  });
});
