import { parseRedisUrl } from './redis-url.js';

describe('where Redis is', () => {
  it.each(['redis://127.0.0.1:6379', 'rediss://user:secret@host:6380/0'])(
    '%s: one server',
    (url) => {
      expect(parseRedisUrl(url)).toEqual({ kind: 'single' });
    },
  );

  it('redis-cluster://…: some nodes of a cluster', () => {
    expect(parseRedisUrl('redis-cluster://a:1,b:2/')).toEqual({
      kind: 'cluster',
      nodes: [
        { host: 'a', port: 1 },
        { host: 'b', port: 2 },
      ],
    });
    expect(parseRedisUrl('redis-cluster://me:s%40crt@[::1]:7000')).toEqual({
      kind: 'cluster',
      nodes: [{ host: '[::1]', port: 7_000 }],
      username: 'me',
      password: 's@crt',
    });
    expect(parseRedisUrl('redis-cluster://:secret@a:1')).not.toHaveProperty('username');
  });

  it.each(['', 'localhost:6379', 'http://host:1', 'redis-cluster://'])(
    '%j is not understood, and the remedy is named',
    (url) => {
      expect(() => parseRedisUrl(url)).toThrow('use redis://host:port, rediss://host:port or');
    },
  );

  it.each([
    'redis-cluster://a',
    'redis-cluster://a:1,b',
    'redis-cluster://a:',
    'redis-cluster://a:x',
  ])('%j names a node without a port, and the remedy is named', (url) => {
    expect(() => parseRedisUrl(url)).toThrow('use host:port,host:port');
  });
});
