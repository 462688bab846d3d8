import { fail, ok, type Rejection, type Result } from '@rollcall/shared';

/** The values of a request's body with their places, and the lines that were no JSON. */
export interface ParsedBody {
  values: { index: number; value: unknown }[];
  broken: Rejection[];
}

/** One JSON value or an array of them. Throws SyntaxError when it is not JSON. */
export const parseJsonBody = (text: string): ParsedBody => {
  const parsed: unknown = JSON.parse(text);
  const values = Array.isArray(parsed) ? parsed : [parsed];
  return { values: values.map((value: unknown, index) => ({ index, value })), broken: [] };
};

/** One JSON value a line; empty lines count as lines and are passed over. Never throws. */
export const parseNdjsonBody = (text: string): ParsedBody => {
  const values: ParsedBody['values'] = [];
  const broken: Rejection[] = [];
  let index = 0;
  for (let start = 0; start < text.length; index++) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end);
    start = end + 1;
    if (line.trim() === '') continue;
    try {
      values.push({ index, value: JSON.parse(line) as unknown });
    } catch {
      broken.push({
        index,
        code: 'not_json',
        message: `line ${index + 1} (index ${index}) is not JSON: send one JSON object a line`,
      });
    }
  }
  return { values, broken };
};

/**
 * The values of a body that holds one JSON value, an array of them, or one a line. A byte order mark
 * in front of it is passed over.
 *
 * @param noun what the values are, for the error
 */
export const parseBody = (
  body: { bytes: Buffer; kind: 'json' | 'ndjson' } | undefined,
  noun: string,
): Result<ParsedBody> => {
  const text = (body?.bytes.toString('utf8') ?? '').replace(/^\uFEFF/, '');
  if (body?.kind === 'ndjson') return ok(parseNdjsonBody(text));
  try {
    return ok(parseJsonBody(text));
  } catch {
    return fail('not_json', 'the body is not JSON', {
      remedy: `send one ${noun} or an array of them; one a line goes as application/x-ndjson`,
    });
  }
};
