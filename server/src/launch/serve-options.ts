import { isLoopback } from '../config/address.js';

export type ServeRole = 'api' | 'worker';

export interface ServeOptions {
  port: number;
  host: string;
  redisUrl: string;
  roles: ServeRole[];
}

/** Reads the environment of `npm run serve`; a string says what is missing and how to give it. */
export function readServeOptions(
  env: Readonly<Record<string, string | undefined>>,
): ServeOptions | string {
  if (!env['REDIS_URL']) {
    return 'npm run serve needs a Redis: REDIS_URL=redis://127.0.0.1:6379 npm run serve (npm start brings one of its own)';
  }
  const roles = (env['ROLLCALL_ROLES'] || 'api,worker').split(',').map((role) => role.trim());
  if (!roles.every((role): role is ServeRole => role === 'api' || role === 'worker')) {
    return `ROLLCALL_ROLES must be api, worker or api,worker, not "${env['ROLLCALL_ROLES']}"`;
  }
  const host = env['HOST'] || '127.0.0.1';
  if (roles.includes('api') && !env['ROLLCALL_ROOT_KEY']) {
    const why = isLoopback(host) ? '' : ` (others can reach ${host})`;
    return `npm run serve needs ROLLCALL_ROOT_KEY, a long secret of your own${why}: it opens every door`;
  }
  const portText = env['PORT'] || '4000';
  const port = Number(portText);
  if (!/^\d+$/.test(portText) || port < 1 || port > 65_535) {
    return `The port must be a number from 1 to 65535, not "${portText}"`;
  }
  return { port, host, redisUrl: env['REDIS_URL'], roles: [...new Set(roles)] };
}
