import { createHmac, scryptSync, timingSafeEqual } from 'node:crypto';

/** What a session cookie says: whose key it was signed in with, and until when (epoch ms). */
export interface Session {
  key: string;
  until: number;
}

const signature = (text: string, secret: string): Buffer =>
  createHmac('sha256', `rollcall session ${secret}`).update(text).digest();

/**
 * What sessions are sealed with, from the root key. Slow to work out on purpose (some 50 ms, once a
 * process): who holds a cookie must not be able to try out short root keys against it.
 */
export const sessionSecret = (rootKey: string): string =>
  scryptSync(rootKey, 'rollcall session', 32).toString('base64url');

/**
 * A cookie value that only who has the secret can make. It needs no store, so a wall stays signed in
 * over restarts of everything, an in-memory Redis included, for as long as the secret is the same.
 */
export const sealSession = (session: Session, secret: string): string => {
  const text = Buffer.from(JSON.stringify(session)).toString('base64url');
  return `${text}.${signature(text, secret).toString('base64url')}`;
};

/** The session in a cookie value; undefined when it was not sealed with the secret, or has ended. */
export const openSession = (cookie: string, secret: string, now: number): Session | undefined => {
  const [text = '', mark = ''] = cookie.split('.');
  const given = Buffer.from(mark, 'base64url');
  const expected = signature(text, secret);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const session = JSON.parse(Buffer.from(text, 'base64url').toString()) as Session;
  return session.until > now ? session : undefined;
};
