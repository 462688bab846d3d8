import { readServeOptions } from './serve-options.js';

const env = { REDIS_URL: 'redis://h:1', ROLLCALL_ROOT_KEY: 'k' };

describe('readServeOptions', () => {
  it('serves both roles where none is named', () => {
    expect(readServeOptions(env)).toEqual({
      port: 4_000,
      host: '127.0.0.1',
      redisUrl: 'redis://h:1',
      roles: ['api', 'worker'],
    });
  });

  it('needs a Redis, and a key where it lets anyone in', () => {
    expect(readServeOptions({ ...env, REDIS_URL: '' })).toContain('REDIS_URL=redis://');
    expect(readServeOptions({ ...env, ROLLCALL_ROOT_KEY: undefined })).toContain(
      'ROLLCALL_ROOT_KEY',
    );
    const worker = { REDIS_URL: 'redis://h:1', ROLLCALL_ROLES: 'worker' };
    expect(readServeOptions(worker)).toMatchObject({ roles: ['worker'] });
  });

  it('refuses roles and ports that do not exist', () => {
    expect(readServeOptions({ ...env, ROLLCALL_ROLES: 'api,cook' })).toContain('api,cook');
    expect(readServeOptions({ ...env, PORT: '0' })).toContain('65535');
  });
});
