import type { Failure } from '@rollcall/shared';

export interface Reading {
  /** Redis did not answer. */
  away: boolean;
  /** Used share of Redis' maxmemory, 0 to 1; 0 when it has none. */
  memory: number;
  /** Age of the oldest signal not yet counted, ms. */
  lagMs: number;
  maxLagMs: number;
}

/** Above this share of maxmemory nothing more is taken. */
export const memoryLimit = 0.75;

export const redisAway: Failure = {
  code: 'redis_away',
  detail: 'Redis does not answer',
  remedy: 'send the same request again after the time in Retry-After; nothing of it was taken',
  retryAfterSeconds: 2,
};

/** Why ingest must push back, or undefined. */
export const refusalOf = (reading: Reading): Failure | undefined => {
  if (reading.away) {
    return redisAway;
  }
  if (reading.memory > memoryLimit) {
    return {
      code: 'memory_full',
      detail: `Redis has used ${Math.round(reading.memory * 100)} % of its memory`,
      remedy: 'send again later; raise maxmemory or lower ROLLCALL_LOG_BUDGET_MB',
      retryAfterSeconds: 10,
    };
  }
  if (reading.lagMs > reading.maxLagMs) {
    return {
      code: 'folds_behind',
      detail: `counting is ${Math.round(reading.lagMs / 1_000)} s behind`,
      remedy: 'send again after the time in Retry-After; is a worker running?',
      retryAfterSeconds: 5,
    };
  }
  return undefined;
};
