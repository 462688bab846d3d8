import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

const lastWords = 6_000;

/** A process that a test started: its last words, its end, and ways to bring that about. */
export class Child {
  readonly process: ChildProcess;
  private said = '';
  private readonly ended: Promise<unknown>;

  private constructor(process: ChildProcess) {
    this.process = process;
    this.ended = once(process, 'exit').catch(() => undefined);
    for (const stream of [process.stdout, process.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.said = (this.said + chunk.toString()).slice(-lastWords);
      });
  }

  /** It has an IPC channel, by whose end Rollcall's own programs notice that their parent has died. */
  static node(args: string[], env: NodeJS.ProcessEnv = {}): Child {
    const child = spawn(process.execPath, args, {
      env: { ...withoutOurs(process.env), ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    return new Child(child);
  }

  /** Any program. A guard ends it when this process dies, in whatever way. */
  static program(command: string, args: string[], cwd: string): Child {
    const child = new Child(spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] }));
    const { pid } = child.process;
    if (pid === undefined) return child;
    const guard = spawn('/bin/sh', ['-c', 'read -r nothing; kill -KILL "$0"', String(pid)], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    // gone before the pid can mean another process
    child.process.once('exit', () => guard.kill('SIGKILL'));
    return child;
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  get alive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  get words(): string {
    return this.said;
  }

  send(signal: NodeJS.Signals): void {
    if (this.alive) this.process.kill(signal);
  }

  /** Resolves once it is gone. */
  async gone(): Promise<void> {
    if (this.alive) await this.ended;
  }

  async kill(): Promise<void> {
    this.send('SIGKILL');
    await this.gone();
  }

  /** Asks it to end, and insists after a while. */
  async stop(graceMs = 5_000): Promise<void> {
    this.send('SIGTERM');
    const impatience = setTimeout(() => this.send('SIGKILL'), graceMs);
    await this.gone();
    clearTimeout(impatience);
  }
}

/** A developer's own settings, and Jest's, are not the product's. */
const withoutOurs = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  const copy: NodeJS.ProcessEnv = { ...env, NODE_ENV: 'production' };
  for (const name of Object.keys(copy))
    if (/^(ROLLCALL_|REDIS_URL$|PORT$|HOST$|NODE_OPTIONS$|JEST_)/.test(name)) delete copy[name];
  return copy;
};
