/** What Nest injects by name, where a class would not say enough. */
export const ENV = Symbol('Env');
export const REDIS = Symbol('RedisClient');
export const KEYS = Symbol('WorkspaceKeys');
export const CLOCK = Symbol('Clock');
/** The demo's StoryClock; null in a workspace where nothing is made up. */
export const STORY_CLOCK = Symbol('StoryClock');
/** The DemoHost of this process. */
export const DEMO = Symbol('DemoHost');
