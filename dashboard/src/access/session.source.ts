import { callApi, type ApiResult } from './api.source.js';

const path = '/api/v1/session';

export interface SessionSource {
  signIn: (key: string) => Promise<ApiResult<undefined>>;
  signOut: () => Promise<ApiResult<undefined>>;
  /** undefined: nobody answered. */
  mayRead: () => Promise<boolean | undefined>;
}

export const sessionSource: SessionSource = {
  signIn: (key) => callApi(path, { method: 'POST', body: { key } }),
  signOut: () => callApi(path, { method: 'DELETE' }),
  async mayRead() {
    const answer = await callApi('/api/v1/live');
    if (answer.ok) return true;
    return answer.error.status === 401 || answer.error.status === 403 ? false : undefined;
  },
};
