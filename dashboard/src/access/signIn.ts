import type { ApiFailure } from './api.source.js';

/** The text key that says what to do about a failed sign-in. */
export const signInProblem = ({ status }: ApiFailure): string => {
  if (status === 0 || status === 502 || status === 503 || status === 504)
    return 'signIn.unreachable';
  if (status === 401 || status === 400) return 'signIn.unknown';
  if (status === 403) return 'signIn.forbidden';
  return 'signIn.failed';
};

/** Where to go after signing in: only a path of our own, whatever the address says. */
export const safeNext = (next: unknown): string =>
  typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/wall';
