/** What became of a request that is watched. */
export interface Watch {
  /** @param status 0: the answer can't be looked into */
  answered: (status: number) => void;
  /** No answer came. */
  failed: (why: unknown) => void;
  /** The page no longer wanted it. */
  givenUp: () => void;
}

/** undefined: nobody cares about this request. */
export type Begin = (method: string, address: string | URL) => Watch | undefined;

const isAbort = (why: unknown): boolean =>
  (why as { name?: unknown } | null)?.name === 'AbortError';

/** What is watched must never suffer from it. */
const quietly = <T>(work: () => T): T | undefined => {
  try {
    return work();
  } catch {
    return undefined;
  }
};

const watchFetch = (begin: Begin): void => {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- whoever calls it says on what
  const native = window.fetch;
  window.fetch = function (this: unknown, ...given: Parameters<typeof fetch>) {
    const [input, init] = given;
    const watch = quietly(() => {
      const { url, method } = input as Partial<Request>;
      return begin(init?.method ?? method ?? 'GET', url ?? (input as string | URL));
    });
    const answer = native.apply(this as typeof globalThis, given);
    if (!watch) return answer;
    // a promise of its own that rejects alike: one nobody handles must stay one nobody handles
    return answer.then(
      (response) => {
        quietly(() => watch.answered(response.status));
        return response;
      },
      (why: unknown) => {
        quietly(() => (isAbort(why) ? watch.givenUp() : watch.failed(why)));
        throw why;
      },
    );
  };
};

const watchXhr = (begin: Begin): void => {
  const { prototype } = XMLHttpRequest;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- as above
  const { open, send } = prototype;
  const opened = new WeakMap<XMLHttpRequest, [string, string | URL]>();
  prototype.open = function (this: XMLHttpRequest, ...given: [string, string | URL]) {
    quietly(() => opened.set(this, given));
    return open.apply(this, given as never);
  };
  prototype.send = function (this: XMLHttpRequest, ...given) {
    quietly(() => {
      const place = opened.get(this);
      const watch = place && begin(...place);
      if (!watch) return;
      const once = { once: true };
      this.addEventListener('load', () => watch.answered(this.status), once);
      this.addEventListener('error', () => watch.failed(undefined), once);
      this.addEventListener('timeout', () => watch.failed(undefined), once);
      this.addEventListener('abort', () => watch.givenUp(), once);
    });
    return send.apply(this, given);
  };
};

/** Watches the page's own fetch and XMLHttpRequest from here on. */
export const watchRequests = (begin: Begin): void => {
  quietly(() => watchFetch(begin));
  quietly(() => watchXhr(begin));
};
