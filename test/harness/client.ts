import { Problem, type RouteName, routes } from '@rollcall/shared';

/** A small HTTP client, typed by the contract's routes; what comes back has to be what they say. */

export type AnswerOf<R extends RouteName> = ReturnType<(typeof routes)[R]['answer']['parse']>;

export interface Asking {
  params?: Record<string, string>;
  query?: Record<string, string | number | string[] | undefined>;
  body?: unknown;
  headers?: Record<string, string>;
}

/** The API said no, in its own words. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly problem: Problem,
    readonly retryAfter: number | undefined,
  ) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
  }
}

const pathOf = (template: string, params: Record<string, string> = {}): string =>
  template.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));

const queryOf = (query: Asking['query'] = {}): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of [value ?? []].flat()) search.append(name, String(one));
  return search.size > 0 ? `?${search}` : '';
};

export class Client {
  constructor(
    readonly base: string,
    /** '' for somebody who has none. */
    readonly key: string,
  ) {}

  /** As it comes, for what a typed call can't say. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const own: Record<string, string> =
      this.key === '' ? {} : { authorization: `Bearer ${this.key}` };
    const headers = { ...own, ...(init.headers as Record<string, string>) };
    return fetch(`${this.base}${path}`, { signal: AbortSignal.timeout(30_000), ...init, headers });
  }

  async call<R extends RouteName>(name: R, asking: Asking = {}): Promise<AnswerOf<R>> {
    const route = routes[name];
    const hasBody = asking.body !== undefined;
    const response = await this.fetch(pathOf(route.path, asking.params) + queryOf(asking.query), {
      method: route.method,
      headers: { ...(hasBody && { 'content-type': 'application/json' }), ...asking.headers },
      ...(hasBody && { body: JSON.stringify(asking.body) }),
    });
    const text = await response.text();
    if (!response.ok) throw problemFrom(response, text);
    if (response.status !== route.status)
      throw new Error(`${name} answered ${response.status} instead of ${route.status}`);
    return route.answer.parse(JSON.parse(text)) as AnswerOf<R>;
  }
}

export const problemFrom = (response: Response, text: string): Error => {
  const type = response.headers.get('content-type') ?? '';
  if (!type.startsWith('application/problem+json'))
    return new Error(
      `${response.status} without a problem document: ${type} ${text.slice(0, 300)}`,
    );
  const wait = response.headers.get('retry-after');
  return new ProblemError(
    Problem.parse(JSON.parse(text)),
    wait === null ? undefined : Number(wait),
  );
};
