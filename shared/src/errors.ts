import { z } from 'zod';

/** Every error code of the API, with its HTTP status and its title. One code, one meaning. */
export const errorCodes = {
  not_json: { status: 400, title: 'The body is not JSON' },
  nothing_valid: { status: 400, title: 'Nothing in the request could be taken' },
  invalid: { status: 400, title: 'The request is not valid' },
  key_missing: { status: 401, title: 'A key is needed' },
  key_unknown: { status: 401, title: 'The key is not known' },
  key_lacks_permission: { status: 403, title: 'The key does not allow this' },
  method_not_allowed: { status: 405, title: 'The method is not taken here' },
  origin_not_allowed: { status: 403, title: 'The key is not for this page' },
  not_found: { status: 404, title: 'Not found' },
  demo_gone: { status: 410, title: 'There is no demo here' },
  conflict: { status: 409, title: 'Someone else was faster' },
  too_large: { status: 413, title: 'The body is too large' },
  wrong_content_type: { status: 415, title: 'The content type is not supported' },
  idempotency_key_reused: {
    status: 422,
    title: 'The idempotency key was used with another body',
  },
  too_many_requests: { status: 429, title: 'Too many requests' },
  folds_behind: { status: 429, title: 'Counting is too far behind to take more' },
  memory_full: { status: 429, title: 'Memory is too full to take more' },
  demo_opening: { status: 503, title: 'The demo is about to open' },
  redis_away: { status: 503, title: 'Redis is away' },
  internal: { status: 500, title: 'Something broke on our side' },
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** RFC 9457 problem document; `detail` says what is wrong, `remedy` what to do about it. */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
  detail: z.string(),
  remedy: z.string().optional(),
  field: z.string().optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Expected failures are returned, not thrown. */
export type Result<T, E = Failure> = { ok: true; value: T } | { ok: false; error: E };

export interface Failure {
  code: ErrorCode;
  detail: string;
  remedy?: string;
  field?: string;
  /** Seconds after which trying again makes sense. */
  retryAfterSeconds?: number;
  /** More for the problem document, such as the list of rejected signals. */
  more?: Record<string, unknown>;
}

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

export const fail = (
  code: ErrorCode,
  detail: string,
  extra: Omit<Failure, 'code' | 'detail'> = {},
): { ok: false; error: Failure } => ({ ok: false, error: { code, detail, ...extra } });
