import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { childProgram } from '../processes/child-program.js';
import { freePort, isPortFree } from '../processes/ports.net.js';
import { isAlive, Opened, until } from '../redis/embedded/testing.fixture.js';

/** A launcher under test, run as a terminal runs it: in a process group of its own. */
export class Launched {
  output = '';
  readonly exited: Promise<number | null>;

  constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    readonly data: string,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += String(chunk)));
    }
    this.exited = new Promise((resolve) => child.once('close', (code) => resolve(code)));
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Waits until it said it. */
  async said(pattern: RegExp): Promise<RegExpExecArray> {
    await until(
      `${String(pattern)} in:\n${this.output}`,
      () => pattern.test(this.output) || this.child.exitCode !== null,
      30_000,
    );
    const found = pattern.exec(this.output);
    if (!found) throw new Error(`it never said ${String(pattern)}:\n${this.output}`);
    return found;
  }

  ready(): Promise<RegExpExecArray> {
    return this.said(/Rollcall (is ready|serves)/);
  }

  /** What Ctrl-C in a terminal does: the whole group in front hears it. */
  ctrlC(): void {
    process.kill(-this.pid, 'SIGINT');
  }

  kill(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  log(role: string): string {
    const path = join(this.data, 'logs', `${role}.log`);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }
}

/** Starts launchers for a spec and clears up after them. */
export class Launches extends Opened {
  async launch(
    command: 'start' | 'serve',
    options: { args?: string[]; env?: NodeJS.ProcessEnv; data?: string; port?: number } = {},
  ): Promise<Launched> {
    const port = options.port ?? (await freePort());
    const data = options.data ?? this.directory();
    const program = childProgram(import.meta.url, './launcher.fixture');
    const args = command === 'start' ? [`--port=${port}`, `--data=${data}`] : [];
    const child = spawn(
      process.execPath,
      [...program.execArgv, fileURLToPath(program.url), command, ...args, ...(options.args ?? [])],
      {
        env: { PATH: process.env['PATH'], PORT: String(port), ...options.env },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      },
    );
    return this.add(new Launched(child, port, data), async (one) => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await one.exited;
    });
  }
}

/** Waits until none of these processes lives and nobody listens on these ports. */
export async function expectGone(pids: number[], ports: number[]): Promise<void> {
  await until('every process is gone', () => !pids.some(isAlive), 15_000);
  for (const port of ports) {
    await until(`port ${port} is free again`, () => isPortFree(port), 15_000);
  }
}
