import { errorCodes, type Failure, type Problem } from '@rollcall/shared';

/** RFC 9457 document of a failure. */
export const problemOf = (failure: Failure): Problem => {
  const { status, title } = errorCodes[failure.code];
  return {
    type: `urn:rollcall:problem:${failure.code}`,
    title,
    status,
    code: failure.code,
    detail: failure.detail,
    ...(failure.field === undefined ? {} : { field: failure.field }),
    ...(failure.remedy === undefined ? {} : { remedy: failure.remedy }),
    ...failure.more,
  };
};

export const wrongType: Failure = {
  code: 'wrong_content_type',
  detail: 'the content type is not supported',
  field: 'Content-Type',
  remedy: 'send application/json, or application/x-ndjson where lists are taken',
};

/** The failure behind what Fastify itself refuses; undefined when it is none of ours. */
export const failureOfHttp = (
  error: { statusCode?: number; code?: string; message?: string },
  maxBodyMb: number,
): Failure | undefined => {
  switch (error.statusCode) {
    case 404:
      return { code: 'not_found', detail: error.message ?? 'there is nothing at this path' };
    case 413:
      return {
        code: 'too_large',
        detail: `the body is larger than ${maxBodyMb} MB, packed or unpacked`,
        remedy: 'send it in several requests',
      };
    case 415:
      return wrongType;
    case 400:
      return { code: 'invalid', detail: error.message ?? 'the request is not valid' };
    default:
      return undefined;
  }
};
