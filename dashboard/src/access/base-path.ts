/** What our addresses begin with: the demo's rooms lie under `/demo`, one's own under nothing. */
export const basePathOf = (pathname: string): '' | '/demo' =>
  /^\/demo(\/|$)/.test(pathname) ? '/demo' : '';

/** As this page was opened. */
export const basePath = basePathOf(globalThis.location?.pathname ?? '');
