export interface Rule {
  fits: (url: URL) => boolean;
  /** As it was written: what is told of a request instead of its address. */
  name: string;
  /** null: counts for none. */
  service: string | null;
}

/** Where a request counts, and by which rule. */
export interface Place {
  service: string;
  route: string | undefined;
}

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

/** A rule; a pattern that begins with / is a path on the page's own origin. Queries are never looked at. */
export const ruleOf = (pattern: string | RegExp, service: string | null, origin: string): Rule => {
  const whole =
    typeof pattern === 'string'
      ? new RegExp(
          `^${escaped(pattern[0] === '/' ? origin + pattern : pattern).replace(/\*/g, '.*')}$`,
        )
      : new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
  return {
    fits: ({ origin: host, pathname }) => whole.test(host + pathname),
    name: String(pattern).slice(0, 200),
    service,
  };
};

/** The first rule that fits decides; without one, requests to the page's own origin count for `own`. */
export const placeOf = (
  url: URL,
  rules: readonly Rule[],
  origin: string,
  own: string | undefined,
): Place | undefined => {
  for (const { fits, name, service } of rules) {
    if (fits(url)) return service === null ? undefined : { service, route: name };
  }
  return own && url.origin === origin ? { service: own, route: undefined } : undefined;
};
