import { readEnv } from './env.js';

const least = { REDIS_URL: 'redis://127.0.0.1:6379', ROLLCALL_ROOT_KEY: 'x'.repeat(32) };

describe('the environment', () => {
  it('needs little, and the rest is as documented', () => {
    expect(readEnv(least)).toMatchObject({
      port: 4_000,
      host: '127.0.0.1',
      redisUrl: least.REDIS_URL,
      roles: ['api', 'worker'],
      partitions: 16,
      retentionMs: 14 * 86_400_000,
      rawMs: 6 * 3_600_000,
      activityMs: 24 * 3_600_000,
      maxFoldLagMs: 60_000,
      maxBodyBytes: 5 * 1_048_576,
      logLevel: 'info',
      fault: undefined,
    });
  });

  it('takes what is set to nothing for what is not set, as Compose files write it', () => {
    const names = ['PORT', 'HOST', 'ROLLCALL_ROLES', 'ROLLCALL_PARTITIONS', 'ROLLCALL_LOG_LEVEL'];
    const empty = Object.fromEntries(names.map((name) => [name, '']));
    expect(readEnv({ ...least, ...empty })).toEqual(readEnv(least));
  });

  it('takes roles in any order, with spaces', () => {
    expect(readEnv({ ...least, ROLLCALL_ROLES: 'worker, api' }).roles).toEqual(['worker', 'api']);
  });

  it.each([
    ['PORT', '65536', '<=65535'],
    ['PORT', 'http', 'number'],
    ['PORT', '4000.5', 'int'],
    ['ROLLCALL_ROLES', 'api,boss', '"api"|"worker"'],
    ['ROLLCALL_PARTITIONS', '0', '>=1'],
    ['ROLLCALL_PARTITIONS', '1025', '<=1024'],
    ['ROLLCALL_RETENTION_DAYS', '50', '<=49'],
    ['ROLLCALL_RAW_HOURS', '0', '>=1'],
    ['ROLLCALL_ACTIVITY_HOURS', '-1', '>=1'],
    ['ROLLCALL_LOG_BUDGET_MB', '-1', '>=0'],
    ['ROLLCALL_MAX_FOLD_LAG_SECONDS', '0', '>=1'],
    ['ROLLCALL_MAX_BODY_MB', '257', '<=256'],
    ['ROLLCALL_LOG_LEVEL', 'loud', '"info"'],
  ])('refuses %s=%s, naming it and what it takes', (name, value, remedy) => {
    const read = (): unknown => readEnv({ ...least, [name]: value });
    expect(read).toThrow(new RegExp(`^The environment is not valid:\n  ${name}`));
    expect(read).toThrow(remedy);
  });

  it('names all that is wrong at once', () => {
    const read = (): unknown => readEnv({ ...least, PORT: 'x', ROLLCALL_PARTITIONS: '0' });
    expect(read).toThrow(/PORT: .*\n {2}ROLLCALL_PARTITIONS: /);
  });

  it('asks for a Redis, and says how to get one', () => {
    expect(() => readEnv({ ...least, REDIS_URL: '' })).toThrow('start with "npm start"');
  });

  it('asks an API for a root key, a lone worker for none', () => {
    const without = { ...least, ROLLCALL_ROOT_KEY: undefined };
    expect(() => readEnv(without)).toThrow('ROLLCALL_ROOT_KEY is not set: "npm start" makes one');
    expect(() => readEnv({ ...without, HOST: '0.0.0.0' })).toThrow('which others can reach');
    expect(readEnv({ ...without, ROLLCALL_ROLES: 'worker' }).rootKey).toBeUndefined();
  });
});
