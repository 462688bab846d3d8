import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis, type RedisOptions } from 'ioredis';
import { isExecutable } from './embedded.process.js';
import { findNativeRedis } from './find-native-redis.js';

/** The native server of this machine; undefined: its tests say why they are skipped. */
export const nativeBinary = findNativeRedis(process.env['PATH'] ?? '', isExecutable);

/** Runs a suite that needs a native server, or shows it as skipped with the reason in its name. */
export const describeNative = nativeBinary
  ? describe
  : (name: string, suite: () => void) =>
      describe.skip(`${name} (skipped: no redis-server or valkey-server on PATH)`, suite);

/** What a test opened; `closeAll` undoes it in reverse order. */
export class Opened {
  readonly #undo: (() => unknown)[] = [];

  add<T>(thing: T, undo: (thing: T) => unknown): T {
    this.#undo.push(() => undo(thing));
    return thing;
  }

  client(url: string, options: RedisOptions = {}): Redis {
    const client = this.add(new Redis(url, options), (one) => one.disconnect());
    client.on('error', () => undefined); // a killed server is part of many tests
    return client;
  }

  directory(): string {
    return this.add(mkdtempSync(join(tmpdir(), 'rollcall-redis-')), (path) =>
      rmSync(path, { recursive: true, force: true }),
    );
  }

  readonly closeAll = async (): Promise<void> => {
    for (const undo of this.#undo.splice(0).reverse()) await undo();
  };
}

/** Waits for a condition, looking every few milliseconds; fails with its name after `timeoutMs`. */
export async function until(
  name: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 10_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain: ${name}`);
    await pause(5);
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
