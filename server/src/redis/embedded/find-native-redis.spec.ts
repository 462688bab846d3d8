import { findNativeRedis } from './find-native-redis.js';

const having =
  (...files: string[]) =>
  (path: string) =>
    files.includes(path);

describe('findNativeRedis', () => {
  it('takes the first directory of the PATH that has a server', () => {
    const found = findNativeRedis(
      '/opt/none:/usr/local/bin:/usr/bin',
      having('/usr/bin/redis-server', '/usr/local/bin/valkey-server'),
    );
    expect(found).toBe('/usr/local/bin/valkey-server');
  });

  it('takes redis-server where both are in one directory', () => {
    const both = having('/usr/bin/redis-server', '/usr/bin/valkey-server');
    expect(findNativeRedis('/usr/bin/', both)).toBe('/usr/bin/redis-server');
  });

  it('finds nothing on an empty or foreign PATH, and never looks in a relative directory', () => {
    expect(findNativeRedis('', () => true)).toBeUndefined();
    expect(findNativeRedis('.:bin', () => true)).toBeUndefined();
    expect(findNativeRedis('/usr/bin', () => false)).toBeUndefined();
  });
});
