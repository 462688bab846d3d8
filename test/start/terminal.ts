import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { until } from '../harness/until.js';

/** Somebody at a terminal: types a command, reads what it says, presses Ctrl-C. */
export class Terminal {
  said = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;

  constructor(command: string[], cwd: string, env: Record<string, string>) {
    const [program, ...args] = command;
    const own = Object.entries(process.env).filter(
      ([name]) => !/^(npm_|ROLLCALL_|REDIS_URL$|PORT$|HOST$|NODE_|JEST_|INIT_CWD$)/.test(name),
    );
    // a process group of its own, as a shell gives it: Ctrl-C reaches everyone in it
    this.child = spawn(program, args, {
      cwd,
      env: { ...Object.fromEntries(own), ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.ended = once(this.child, 'exit');
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  get exitCode(): number | null {
    return this.child.exitCode;
  }

  /** The group's number: every process that it started and that did not leave has it. */
  get group(): number {
    return this.child.pid!;
  }

  reads(pattern: RegExp, withinMs: number): Promise<RegExpExecArray> {
    return until(
      `to read ${pattern} in: ${this.said}`,
      () => pattern.exec(this.said) ?? (this.alive ? undefined : this.gaveUp(pattern)),
      { withinMs, everyMs: 50 },
    );
  }

  private gaveUp(pattern: RegExp): never {
    throw new Error(`it ended with ${this.exitCode} before ${pattern}:\n${this.said}`);
  }

  ctrlC(): void {
    if (this.alive) process.kill(-this.group, 'SIGINT');
  }

  async untilEnded(withinMs: number): Promise<number | null> {
    await until(`it ends, having said: ${this.said.slice(-500)}`, () => !this.alive, { withinMs });
    await this.ended;
    return this.exitCode;
  }

  /** For the end of a test that went wrong. */
  async killAll(): Promise<void> {
    if (!this.alive) return;
    process.kill(-this.group, 'SIGKILL');
    await this.ended;
  }
}

/** Processes that run or were started from this folder, by their command line or working directory. */
export const processesOf = (folder: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
        return line.includes(folder) || environment.includes(folder) ? [`${pid}: ${line}`] : [];
      } catch {
        return []; // it ended meanwhile, or is somebody else's
      }
    });
