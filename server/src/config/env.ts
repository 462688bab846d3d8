import { z } from 'zod';
import { isLoopback } from './address.js';

/** Every setting the server reads from its environment; nothing else reads it. */
const whole = (fallback: number, low: number, high: number): z.ZodDefault<z.ZodType<number>> =>
  z.coerce.number().int().min(low).max(high).default(fallback);

const optional = z.string().optional();

const Environment = z.object({
  PORT: whole(4_000, 0, 65_535),
  HOST: z.string().default('127.0.0.1'),
  REDIS_URL: optional,
  ROLLCALL_ROLES: z
    .string()
    .default('api,worker')
    .transform((text) => text.split(',').map((role) => role.trim()))
    .pipe(z.array(z.enum(['api', 'worker'])).min(1)),
  ROLLCALL_ROOT_KEY: optional,
  ROLLCALL_DEMO: z
    .string()
    .regex(/^[\w.-]{1,100}$/, "a scenario's name, such as christmas-eve-2012, or off")
    .default('off'),
  /** Names one start: a demo of an earlier one is cleared away. Set by npm start. */
  ROLLCALL_DEMO_RUN: z.string().default('kept'),
  /** Whether incidents are opened by themselves. */
  ROLLCALL_DETECTION: z.enum(['on', 'off']).default('on'),
  ROLLCALL_PARTITIONS: whole(16, 1, 1_024),
  /** Days a signal's time may lie back, and the impact log reaches. */
  ROLLCALL_RETENTION_DAYS: whole(14, 1, 49),
  /** Hours the raw log and the log of other activity reach back. */
  ROLLCALL_RAW_HOURS: whole(6, 1, 336),
  ROLLCALL_ACTIVITY_HOURS: whole(24, 1, 336),
  /** Megabytes all logs together may take; 0: 60 % of Redis' maxmemory, or 2,048 without one. */
  ROLLCALL_LOG_BUDGET_MB: whole(0, 0, 1_000_000),
  /** Ingest answers 429 when the oldest uncounted signal is older than this. */
  ROLLCALL_MAX_FOLD_LAG_SECONDS: whole(60, 1, 86_400),
  ROLLCALL_MAX_BODY_MB: whole(5, 1, 256),
  /** Signals a minute that pages may send: from one address, and with one key; see beacon/. */
  ROLLCALL_BEACON_PER_ADDRESS: whole(3_000, 1, 1_000_000_000),
  ROLLCALL_BEACON_PER_KEY: whole(1_000_000, 1, 1_000_000_000),
  ROLLCALL_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  /** For tests only: see operations/faults.process.ts. */
  ROLLCALL_FAULT: optional,
});

export interface Env {
  port: number;
  host: string;
  redisUrl: string;
  roles: ('api' | 'worker')[];
  rootKey: string | undefined;
  workspace: string;
  /** What its addresses begin with. */
  basePath: string;
  /** The scenario that is played in the demo's workspace; undefined: no demo. */
  demo: string | undefined;
  demoRun: string;
  /** Whether outages are looked for. */
  detects: boolean;
  partitions: number;
  /** How old a signal may be when it comes, ms of the workspace's clock. */
  retentionMs: number;
  /** How long failures are kept, ms of the wall clock. */
  impactMs: number;
  rawMs: number;
  activityMs: number;
  /** How far back statuses look, ms of the workspace's clock. */
  windowMs: number;
  logBudgetBytes: number;
  maxFoldLagMs: number;
  maxBodyBytes: number;
  beaconPerAddress: number;
  beaconPerKey: number;
  logLevel: 'debug' | 'info' | 'warn' | 'error';
  fault: string | undefined;
}

/** Reads and checks the environment. Throws one Error whose message names each setting and its remedy. */
export const readEnv = (variables: Record<string, string | undefined>): Env => {
  // what is set to nothing is not set: Compose files pass variables on like that
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is not valid:\n${lines.join('\n')}`);
  }
  const found = parsed.data;
  if (!found.REDIS_URL) {
    throw new Error(
      'REDIS_URL is not set: start with "npm start", which brings a Redis of its own, or set ' +
        'REDIS_URL=redis://host:6379',
    );
  }
  if (!found.ROLLCALL_ROOT_KEY && found.ROLLCALL_ROLES.includes('api')) {
    throw new Error(
      isLoopback(found.HOST)
        ? 'ROLLCALL_ROOT_KEY is not set: "npm start" makes one; here set it yourself (32 characters or more)'
        : `ROLLCALL_ROOT_KEY is not set: it is needed on ${found.HOST}, which others can reach`,
    );
  }
  return {
    port: found.PORT,
    host: found.HOST,
    redisUrl: found.REDIS_URL,
    roles: found.ROLLCALL_ROLES,
    rootKey: found.ROLLCALL_ROOT_KEY,
    workspace: 'main',
    basePath: '',
    demo: found.ROLLCALL_DEMO === 'off' ? undefined : found.ROLLCALL_DEMO,
    demoRun: found.ROLLCALL_DEMO_RUN,
    detects: found.ROLLCALL_DETECTION === 'on',
    partitions: found.ROLLCALL_PARTITIONS,
    retentionMs: found.ROLLCALL_RETENTION_DAYS * 86_400_000,
    impactMs: found.ROLLCALL_RETENTION_DAYS * 86_400_000,
    rawMs: found.ROLLCALL_RAW_HOURS * 3_600_000,
    activityMs: found.ROLLCALL_ACTIVITY_HOURS * 3_600_000,
    windowMs: 5 * 60_000,
    logBudgetBytes: found.ROLLCALL_LOG_BUDGET_MB * 1_048_576,
    maxFoldLagMs: found.ROLLCALL_MAX_FOLD_LAG_SECONDS * 1_000,
    maxBodyBytes: found.ROLLCALL_MAX_BODY_MB * 1_048_576,
    beaconPerAddress: found.ROLLCALL_BEACON_PER_ADDRESS,
    beaconPerKey: found.ROLLCALL_BEACON_PER_KEY,
    logLevel: found.ROLLCALL_LOG_LEVEL,
    fault: found.ROLLCALL_FAULT,
  };
};
