import type { Env } from '../config/env.js';

const minuteMs = 60_000;

/**
 * The settings of the demo's workspace. Its clock runs hundreds of times as fast as the wall's, so
 * what is kept by the wall's time is kept for minutes; its past of some weeks is sent as signals.
 */
export const demoEnv = (env: Env): Env => ({
  ...env,
  workspace: 'demo',
  basePath: '/demo',
  partitions: Math.min(4, env.partitions),
  retentionMs: 36 * 86_400_000,
  impactMs: 60 * minuteMs,
  // few people live in a demo: in five of their minutes most places would have nothing to show
  windowMs: 30 * minuteMs,
  rawMs: 5 * minuteMs,
  activityMs: 20 * minuteMs,
  logBudgetBytes: 48 * 1_048_576,
});
