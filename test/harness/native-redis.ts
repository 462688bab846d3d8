import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { Child } from './child.js';
import { freePort } from './ports.js';
import { needNative, quietClient, type TestRedis, untilAnswers } from './redis.js';

export interface NativeOptions {
  /** `always`: what is acknowledged is on the disk. */
  fsync?: 'always' | 'everysec';
  cluster?: boolean;
  /** As Redis writes it; 512mb where nothing is said. */
  maxmemory?: string;
}

/** A redis-server of our own with an append-only file, in a folder that a test may copy and put back. */
export class NativeRedis implements TestRedis {
  readonly flavour = 'native';
  readonly masters: Redis[];
  private child: Child | undefined;

  private constructor(
    readonly port: number,
    readonly dir: string,
    private readonly options: NativeOptions,
  ) {
    this.masters = [quietClient(port, NativeRedis.password)];
  }

  static readonly password = 'only-for-tests';

  static async start(options: NativeOptions = {}): Promise<NativeRedis> {
    const port = await freePort({ withBus: options.cluster });
    const redis = new NativeRedis(port, mkdtempSync(join(tmpdir(), 'rollcall-test-')), options);
    await redis.restart();
    return redis;
  }

  get url(): string {
    return `redis://:${NativeRedis.password}@127.0.0.1:${this.port}`;
  }

  /** Where the append-only files lie. */
  get logDir(): string {
    return join(this.dir, 'appendonlydir');
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  async restart(): Promise<void> {
    const settings: Record<string, string> = {
      bind: '127.0.0.1',
      port: String(this.port),
      requirepass: NativeRedis.password,
      dir: this.dir,
      save: '',
      appendonly: 'yes',
      appendfsync: this.options.fsync ?? 'everysec',
      'auto-aof-rewrite-percentage': '0',
      maxmemory: this.options.maxmemory ?? '512mb',
      'maxmemory-policy': 'noeviction',
      ...(this.options.cluster && {
        masterauth: NativeRedis.password,
        'cluster-enabled': 'yes',
        'cluster-node-timeout': '2000',
      }),
    };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
    const child = Child.program(needNative(), args, this.dir);
    this.child = child;
    await untilAnswers(this.masters[0], () => child.alive);
  }

  async kill(): Promise<void> {
    await this.child?.kill();
  }

  /** For the time in which it answers nobody, and yet holds its port and its connections. */
  send(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child?.send(signal);
  }

  async stop(): Promise<void> {
    this.masters.forEach((client) => client.disconnect());
    await this.kill();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
