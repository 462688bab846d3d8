import { Problem, type Rejection, routes, SignalsAccepted } from '@rollcall/shared';
import type { Client } from './client.js';

/** Requests as a stranger might write them, and answers as they came. */

export interface Sent {
  status: number;
  type: string;
  retryAfter: string | null;
  json: unknown;
}

export const json = 'application/json';
export const ndjson = 'application/x-ndjson';

export const send = (
  client: Client,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Sent> => sendTo(client, routes.postSignals.path, body, headers);

/** To any address, with any method. */
export const sendTo = async (
  client: Client,
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
  method = 'POST',
): Promise<Sent> => {
  const response = await client.fetch(path, {
    method,
    body,
    headers: { 'content-type': json, ...headers },
  });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    retryAfter: response.headers.get('retry-after'),
    json: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
};

/** What was taken and what not; fails unless the answer is a 202 in the contract's form. */
export const accepted = (sent: Sent): SignalsAccepted => {
  expect({ status: sent.status, problem: sent.status === 202 ? '' : sent.json }).toEqual({
    status: 202,
    problem: '',
  });
  return SignalsAccepted.parse(sent.json);
};

/** The problem document; fails unless it is one, is of this status and code, and says what to do. */
export const problem = (sent: Sent, status: number, code: Problem['code']): Problem => {
  expect(sent).toMatchObject({ status, json: { status, code } });
  expect(sent.type).toMatch(/^application\/problem\+json/);
  const found = Problem.parse(sent.json);
  expect(found.detail.length).toBeGreaterThan(10);
  expect(found.remedy ?? '').not.toBe('');
  return found;
};

/** The one signal that a request of several lost. */
export const refusal = ({ accepted: taken, rejected }: SignalsAccepted): Rejection => {
  expect({ taken, rejected: rejected.length }).toEqual({ taken: 1, rejected: 1 });
  return rejected[0];
};
