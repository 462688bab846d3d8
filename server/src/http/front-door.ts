/** Which workspace a request is for, by its address. Pure; `front-door.http.ts` opens the doors. */

export interface Asked {
  method: string;
  /** Path and query, as it came. */
  url: string;
  /** Whether a page would do as the answer. */
  page: boolean;
}

export interface House {
  /** A demo is played. */
  demo: boolean;
  /** Something of one's own was sent. */
  used: boolean;
}

export type Way =
  { to: 'main' | 'demo'; url: string } | { to: 'elsewhere'; url: string } | { to: 'gone' };

/** What rooms show, and the API behind it. Keys, sources and settings are always one's own. */
const rooms = /^\/(wall|support|incidents(\/.*)?|reviews(\/.*)?)?$/;
const shown =
  /^\/api\/v1\/(live|incidents(\/.*)?|services|customers\/[^/]+|lookup)$|^\/socket\.io(\/|$)/;

const demoPath = /^\/demo(?=[/?]|$)/;
/** What is one's own, also while the demo stands in for it. */
const ownPath = /^\/main(?=\/(api|socket\.io)\b)/;

/** True when a request changes what a workspace holds, once it is answered with success. */
export const sends = ({ method, url }: Pick<Asked, 'method' | 'url'>): boolean =>
  method !== 'GET' &&
  method !== 'HEAD' &&
  method !== 'OPTIONS' &&
  /^\/(api\/v1|otlp)\//.test(url) &&
  !/^\/api\/v1\/(session|keys|demo|story)(\/|\?|$)/.test(url);

/**
 * `/demo/…` is the demo, `/main/api/…` one's own. All else is one's own, too; only while nothing of one's own is there do the rooms,
 * and what they ask the API, show the demo: pages by leading there, so that the address says so.
 */
export const wayOf = ({ method, url, page }: Asked, { demo, used }: House): Way => {
  if (demoPath.test(url)) {
    const inside = url.replace(demoPath, '');
    const rest = inside.startsWith('/') ? inside : `/${inside}`;
    if (demo) return { to: 'demo', url: rest };
    return page ? { to: 'elsewhere', url: rest } : { to: 'gone' };
  }
  if (ownPath.test(url)) return { to: 'main', url: url.replace(ownPath, '') };
  if (!demo || used) return { to: 'main', url };
  const path = url.split('?', 1)[0];
  const reads = method === 'GET' || method === 'HEAD';
  if (reads && page && rooms.test(path)) return { to: 'elsewhere', url: `/demo${url}` };
  const asks = reads || path.startsWith('/socket.io');
  return { to: asks && shown.test(path) ? 'demo' : 'main', url };
};
