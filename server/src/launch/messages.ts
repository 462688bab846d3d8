import type { EmbeddedRedis } from '../redis/embedded/index.js';
import { OLDEST } from '../redis/embedded/server-version.js';
import { withoutPassword } from '../config/address.js';
import type { Ended } from './futility.js';
import type { Holder } from './lock.js';

/** A log line may carry a whole stack; its beginning says enough on a terminal. */
const LONGEST_LINE = 240;

type RedisFacts = Pick<EmbeddedRedis, 'kind' | 'name' | 'version' | 'passedOver'>;

/** Which Redis runs, and whether data outlives it. */
export function embeddedRedis(redis: RedisFacts, dataDir: string): string {
  if (redis.kind === 'native') {
    return `Redis: native ${redis.name} ${redis.version}, data kept in ${dataDir}/redis`;
  }
  const remedy = redis.passedOver
    ? `${redis.passedOver} is too old; install ${OLDEST} or newer, or set REDIS_URL, to keep it`
    : 'install redis-server or set REDIS_URL to keep it';
  return `Redis: embedded ${redis.name} ${redis.version} (in memory: data ends with this process; ${remedy})`;
}

export function givenRedis(url: string): string {
  return `Redis: ${withoutPassword(url)} (REDIS_URL)`;
}

export function heldBy(holder: Holder, dataDir: string): string {
  return (
    `Rollcall already runs on ${dataDir} (process ${holder.pid}, ${holder.address}): ` +
    `stop it, or start another one with npm start -- --data <folder> --port <port>`
  );
}

/** Why the port can't be had, from the system's error code, and what to do. */
export function portRefused(code: string, host: string, port: number): string {
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken: stop what uses it, or choose another: PORT=${nextPort(port)} npm start`;
  }
  if (code === 'EACCES') {
    return `Port ${port} needs more rights than we have: choose one above 1023: PORT=4000 npm start`;
  }
  return `Rollcall can't listen on ${host}, port ${port} (${code}): HOST must be an address of this machine`;
}

/** Where to go, once everything answers. */
export function ready(address: string, token: string | undefined, seconds: number): string {
  const link = token
    ? `${address}/wall?token=${encodeURIComponent(token)}`
    : `${address}/wall (sign in with your ROLLCALL_ROOT_KEY)`;
  return `Rollcall is ready after ${seconds.toFixed(1)} s:\n\n  ${link}\n\nCtrl-C ends it.`;
}

/** What else is there to see. */
export function demoPlays(name: string, address: string): string {
  return (
    `\nThe wall begins with a demo, ${name}, until something of your own arrives: ` +
    `${address}/sources shows how.\nThe demo alone is at ${address}/demo/wall; npm start -- --demo off does without.`
  );
}

export function demoRemoved(name: string): string {
  return `The demo was removed, for good; npm start -- --demo ${name} brings it back.`;
}

/** `ended with code 1`, `was killed (SIGKILL)`. */
export function howItEnded(ended: Ended): string {
  return ended.signal ? `was killed (${ended.signal})` : `ended with code ${ended.code}`;
}

export function restarting(what: string, how: string, delayMs: number): string {
  return `${what} ${how}; starting again${delayMs >= 1_000 ? ` in ${delayMs / 1_000} s` : ''}`;
}

/** A process that never came up: what it said last, and where the rest is. */
export function gaveUp(what: string, how: string, lastLines: string[], log?: string): string {
  return [
    `${what} can't start: it ${how}.`,
    ...lastLines.map((line) => `  | ${shortened(line)}`),
    ...(log ? [`The whole log is in ${log}`] : []),
  ].join('\n');
}

function shortened(line: string): string {
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)} …` : line;
}

function nextPort(port: number): number {
  return port < 65_535 ? port + 1 : 4_000;
}
