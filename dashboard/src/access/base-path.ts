/** What our pages' addresses begin with: the demo's rooms lie under `/demo`, one's own under nothing. */
export const basePathOf = (pathname: string): '' | '/demo' =>
  /^\/demo(\/|$)/.test(pathname) ? '/demo' : '';

/**
 * What the addresses begin with that our pages ask. While nothing of one's own was sent, the demo
 * stands in for it under the plain addresses; a page of one's own asks for nothing but that.
 */
export const apiBaseOf = (pathname: string): '/main' | '/demo' => basePathOf(pathname) || '/main';

const { pathname } = globalThis.location ?? { pathname: '/' };

/** As this page was opened. */
export const basePath = basePathOf(pathname);
export const apiBase = apiBaseOf(pathname);
