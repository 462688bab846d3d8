/** Where Redis is: one server, or some nodes of a cluster. */
export type RedisAddress =
  | { kind: 'single' }
  | {
      kind: 'cluster';
      nodes: { host: string; port: number }[];
      username?: string;
      password?: string;
    };

/**
 * Reads `redis://…`, `rediss://…` or `redis-cluster://[user:password@]host:port,host:port,…`.
 * Throws with the remedy when it is none of them.
 */
export const parseRedisUrl = (url: string): RedisAddress => {
  if (/^rediss?:\/\//.test(url)) return { kind: 'single' };
  const cluster =
    /^redis-cluster:\/\/(?:(?<user>[^:@]*):(?<password>[^@]*)@)?(?<nodes>[^/]+)\/?$/.exec(
      url,
    )?.groups;
  if (!cluster) {
    throw new Error(
      'REDIS_URL is not understood: use redis://host:port, rediss://host:port or ' +
        'redis-cluster://host:port,host:port',
    );
  }
  const nodes = cluster['nodes'].split(',').map((node) => {
    const at = node.lastIndexOf(':');
    return { host: node.slice(0, at), port: Number(node.slice(at + 1)) };
  });
  if (nodes.some(({ host, port }) => !host || !Number.isInteger(port) || port < 1)) {
    throw new Error('REDIS_URL names a cluster node without a port: use host:port,host:port');
  }
  return {
    kind: 'cluster',
    nodes,
    ...(cluster['user'] ? { username: decodeURIComponent(cluster['user']) } : {}),
    ...(cluster['password'] ? { password: decodeURIComponent(cluster['password']) } : {}),
  };
};
