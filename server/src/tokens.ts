/** What Nest injects by name, where a class would not say enough. */
export const ENV = Symbol('Env');
export const REDIS = Symbol('RedisClient');
export const KEYS = Symbol('WorkspaceKeys');
export const CLOCK = Symbol('Clock');
