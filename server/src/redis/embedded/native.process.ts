import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { totalmem } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { LastWords } from '../../processes/last-words.js';
import { freePort, isPortFree } from '../../processes/ports.net.js';
import {
  defaultMaxmemoryMb,
  nativeConfigFile,
  nativeSecrets,
  type AppendFsync,
} from './native-config.js';
import { untilServing } from './probe.redis.js';
import { RedisStartError, redisUrl, type RunningRedis, type SameAddress } from './running-redis.js';

const STOP_GRACE_MS = 10_000;

// Reads the server's pid, then waits for its standard input to close, which happens in whatever way
// the process at the other end dies, and ends the server.
const GUARD = `read -r pid; read -r nothing
kill -TERM "$pid" 2>/dev/null || exit 0
for second in 1 2 3 4 5 6 7 8 9 10; do sleep 1; kill -0 "$pid" 2>/dev/null || exit 0; done
kill -KILL "$pid" 2>/dev/null`;

export interface NativeRedisOptions extends SameAddress {
  /** The server's program: `redis-server` or `valkey-server`, with its path. */
  binary: string;
  /** The data directory; the server keeps its files in `redis` below it. */
  dir: string;
  /** How often the append-only file reaches the disk. Default `everysec`. */
  appendfsync?: AppendFsync;
  /** In megabytes; a share of the machine's memory where absent. Beyond it writes are refused. */
  maxmemoryMb?: number;
  /** Further lines for the configuration, in the server's syntax. */
  extra?: readonly string[];
}

/**
 * Starts a native server on 127.0.0.1 that only holders of its password can use, and waits until it
 * has loaded its data and answers. It ends with this process, however this process ends.
 *
 * @throws RedisStartError when the port is taken or the server ends before it answers
 */
export async function startNativeRedis(options: NativeRedisOptions): Promise<RunningRedis> {
  if (options.port) {
    if (await isPortFree(options.port)) return start(options, options.port);
    throw new RedisStartError(`port ${options.port} on 127.0.0.1 is taken`);
  }
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    try {
      return await start(options, port);
    } catch (error) {
      // Between finding a free port and listening on it another process may take it.
      if (attempt === 3 || (await isPortFree(port))) throw error;
    }
  }
}

async function start(options: NativeRedisOptions, port: number): Promise<RunningRedis> {
  const password = options.password ?? randomBytes(24).toString('base64url');
  const directory = resolve(options.dir, 'redis');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, 'redis.conf');
  const config = nativeConfigFile({
    directory,
    appendfsync: options.appendfsync ?? 'everysec',
    maxmemoryMb: options.maxmemoryMb ?? defaultMaxmemoryMb(availableMemory()),
    extra: options.extra ?? [],
  });
  await writeFile(file, config, { mode: 0o600 });

  // Both get a process group of their own: Ctrl-C in a terminal reaches the whole group in front,
  // and Redis has to outlive the processes that still write to it.
  const guard = spawn('/bin/sh', ['-c', GUARD], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  const server = spawn(options.binary, [file, '-'], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const words = new LastWords();
  server.stdout.on('data', words.add);
  server.stderr.on('data', words.add);
  server.stdin.on('error', () => undefined); // it ended before reading: told by `exited`
  const exited = untilExit(server, words);
  if (server.pid !== undefined) {
    guard.stdin.write(`${server.pid}\n`);
    server.stdin.end(nativeSecrets(port, password));
  }
  guard.unref();
  (guard.stdin as Socket).unref();
  let ended = false;
  void exited.then(() => {
    ended = true;
    guard.kill('SIGKILL'); // before the server's pid can mean another process
  });

  const info = await untilServing(port, password, () => ended);
  if (!info || server.pid === undefined) {
    throw new RedisStartError(
      `${options.binary} ended before it answered: ${words.lines(3).join(' | ') || 'it said nothing'}`,
    );
  }
  return {
    url: redisUrl(port, password),
    kind: 'native',
    name: basename(options.binary),
    version: info.version,
    durable: true,
    port,
    password,
    pid: server.pid,
    exited,
    lastWords: () => words.lines(5).join('\n'),
    stop: () => stop(server, exited),
    kill: (signal) => void server.kill(signal),
  };
}

function untilExit(child: ChildProcess, words: LastWords): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      words.add(`${error.message}\n`);
      if (child.pid === undefined) resolve(null);
    });
    child.once('exit', (code) => resolve(code));
  });
}

async function stop(server: ChildProcess, exited: Promise<number | null>): Promise<void> {
  server.kill('SIGTERM');
  const impatience = setTimeout(() => server.kill('SIGKILL'), STOP_GRACE_MS);
  await exited;
  clearTimeout(impatience);
}

function availableMemory(): number {
  // Inside a container the limit around us counts, not the machine's memory; 0 or huge: no limit.
  const constrained = process.constrainedMemory();
  return constrained && constrained < totalmem() ? constrained : totalmem();
}
