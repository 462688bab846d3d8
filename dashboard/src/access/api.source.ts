import type { Problem } from '@rollcall/shared';
import { apiBase } from './base-path.js';

/** What went wrong with a request, for people: a problem document, or no answer at all (status 0). */
export interface ApiFailure {
  status: number;
  detail: string;
}

export type ApiResult<T> = { ok: true; value: T } | { ok: false; error: ApiFailure };

const failureOf = async (response: Response): Promise<ApiFailure> => {
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  const detail = [problem.detail ?? problem.title ?? response.statusText, problem.remedy]
    .filter(Boolean)
    .join(' ');
  return { status: response.status, detail };
};

/**
 * Calls our own server as the signed-in person; expected failures are returned.
 *
 * @param init.base `''` asks for one's own workspace even from a page of the demo
 */
export const callApi = async <T = undefined>(
  path: string,
  init: { method?: string; body?: unknown; signal?: AbortSignal; base?: '' } = {},
): Promise<ApiResult<T>> => {
  try {
    const response = await fetch(`${init.base ?? apiBase}${path}`, {
      method: init.method ?? 'GET',
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: init.body === undefined ? undefined : JSON.stringify(init.body),
      signal: init.signal,
    });
    if (!response.ok) return { ok: false, error: await failureOf(response) };
    const text = await response.text();
    return { ok: true, value: (text === '' ? undefined : JSON.parse(text)) as T };
  } catch (error) {
    return { ok: false, error: { status: 0, detail: String(error) } };
  }
};
