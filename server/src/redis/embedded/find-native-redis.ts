const SERVERS = ['redis-server', 'valkey-server'];

/**
 * The first native server on the PATH, or undefined. A directory earlier on the PATH wins, as in a
 * shell; within one directory `redis-server` wins over `valkey-server`.
 *
 * @param pathVariable the value of PATH, in POSIX form (separated by `:`)
 * @param isExecutable whether the file at this absolute path can be run
 */
export function findNativeRedis(
  pathVariable: string,
  isExecutable: (path: string) => boolean,
): string | undefined {
  return pathVariable
    .split(':')
    .filter((directory) => directory.startsWith('/'))
    .flatMap((directory) => SERVERS.map((name) => `${directory.replace(/\/+$/, '')}/${name}`))
    .find(isExecutable);
}
