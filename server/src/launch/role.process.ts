import { fork, type StdioOptions } from 'node:child_process';
import type { ChildProgram } from '../processes/child-program.js';
import { childProgram } from '../processes/child-program.js';
import type { Process } from '../processes/kept-alive.process.js';
import { LastWords } from '../processes/last-words.js';
import type { BoundedLog } from './bounded-log.file.js';
import type { Ended } from './futility.js';

const STOP_GRACE_MS = 10_000;

export interface RoleProcess extends Process {
  readonly exited: Promise<Ended>;
  /** The last lines it wrote; empty where its output is ours. */
  lastLines(count: number): string[];
}

/**
 * Starts the server in one role.
 *
 * @param log takes what it writes; undefined: it writes where this process does
 * @param args follow the program's name
 */
export function startRole(
  main: ChildProgram,
  env: NodeJS.ProcessEnv,
  log: BoundedLog | undefined,
  args: readonly string[] = [],
): Promise<RoleProcess> {
  const leash = childProgram(import.meta.url, '../processes/leash.process');
  const output = log ? 'pipe' : 'inherit';
  const stdio: StdioOptions = ['ignore', output, output, 'ipc'];
  const child = fork(main.url, args, {
    env,
    execArgv: [...main.execArgv, `--import=${leash.url.href}`],
    stdio,
    // A process group of its own: Ctrl-C in a terminal reaches the whole group in front, and the
    // order in which things end is ours to keep. (On Windows it would open a window.)
    detached: process.platform !== 'win32',
  });
  const words = new LastWords();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      words.add(chunk);
      log?.write(chunk);
    });
  }
  const exited = new Promise<Ended>((resolve, reject) => {
    child.once('close', (code, signal) => resolve({ code, signal })); // after its last output
    child.once('error', (error) => {
      if (child.pid === undefined) reject(error);
    });
  });
  const { pid } = child;
  if (pid === undefined) return exited.then(() => Promise.reject(new Error('no process')));

  return Promise.resolve({
    pid,
    exited,
    lastLines: (count) => words.lines(count),
    async stop() {
      if (process.platform === 'win32')
        child.disconnect(); // there SIGTERM ends it without notice
      else child.kill('SIGTERM');
      const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
      await exited;
      clearTimeout(impatience);
    },
    kill: (signal) => void child.kill(signal),
  });
}
