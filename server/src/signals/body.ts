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

/** A line of NDJSON: its value, or why it has none; undefined for an empty one. Never throws. */
export const parseLine = (
  line: string,
  index: number,
): { index: number; value: unknown } | Rejection | undefined => {
  if (line.trim() === '') return undefined;
  try {
    return { index, value: JSON.parse(line) as unknown };
  } catch {
    return {
      index,
      code: 'not_json',
      message: `line ${index + 1} (index ${index}) is not JSON: send one JSON object a line`,
    };
  }
};

/** One JSON value a line; empty lines count as lines and are passed over. Never throws. */
export const parseNdjsonBody = (text: string): ParsedBody => {
  const values: ParsedBody['values'] = [];
  const broken: Rejection[] = [];
  let index = 0;
  for (let start = 0; start < text.length; index++) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = parseLine(text.slice(start, end), index);
    start = end + 1;
    if (line && 'value' in line) values.push(line);
    else if (line) broken.push(line);
  }
  return { values, broken };
};

const byteOrderMark = Buffer.from('\uFEFF');

/** Bytes without the byte order mark that may stand in front of them. */
export const withoutMark = (bytes: Buffer): Buffer =>
  bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark)
    ? bytes.subarray(byteOrderMark.length)
    : bytes;

/** True of an object on a line of its own, as most senders write one: it reads as NDJSON, too. */
export const isOneLine = (bytes: Buffer): boolean => bytes[0] === 0x7b && !bytes.includes(0x0a);

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
  const text = body === undefined ? '' : withoutMark(body.bytes).toString('utf8');
  if (body?.kind === 'ndjson') return ok(parseNdjsonBody(text));
  try {
    return ok(parseJsonBody(text));
  } catch {
    return fail('not_json', 'the body is not JSON', {
      remedy: `send one ${noun} or an array of them; one a line goes as application/x-ndjson`,
    });
  }
};
