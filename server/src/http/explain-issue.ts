import type { z } from 'zod';

/** What a schema found wrong, in words a sender can act on. */
export interface Explained {
  field: string;
  detail: string;
  remedy: string;
}

const list = (values: readonly unknown[]): string => values.map(String).join(', ');

/** A union finds as many faults as it has members; the one that lists values says most. */
const tellingIssue = (issue: z.core.$ZodIssue): z.core.$ZodIssue => {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flat();
  const telling = inner.find(({ code }) => code === 'invalid_value') ?? inner[0];
  return telling ? { ...telling, path: [...issue.path, ...telling.path] } : issue;
};

const remedyOf = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_value':
      return `send one of ${list(issue.values)}`;
    case 'unrecognized_keys':
      return `leave out ${list(issue.keys)}, or correct the spelling`;
    case 'too_big':
      return `send at most ${String(issue.maximum)}${issue.origin === 'string' ? ' characters' : ''}`;
    case 'too_small':
      return `send at least ${String(issue.minimum)}${issue.origin === 'string' ? ' character(s)' : ''}`;
    case 'invalid_type':
      return `send ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'send another name';
    case 'invalid_format':
    case 'custom':
      return issue.message;
    default:
      return 'see GET /api/v1/openapi.json for what is taken here';
  }
};

/** Explains the first thing a schema found wrong with a value. */
export const explainIssue = (found: z.core.$ZodIssue, value: unknown): Explained => {
  const issue = tellingIssue(found);
  const keys = issue.code === 'unrecognized_keys' ? [issue.keys[0]] : [];
  const path = [...issue.path, ...keys].map(String);
  const field = path.join('.');
  const given = path.reduce<unknown>(
    (node, step) => (node as Record<string, unknown> | null | undefined)?.[step],
    value,
  );
  const remedy = remedyOf(issue);
  if (issue.code === 'unrecognized_keys') {
    return { field, detail: `"${field}" is not known here`, remedy };
  }
  if (field === '') return { field, detail: 'the request is not valid', remedy };
  return {
    field,
    detail: given === undefined ? `"${field}" is missing` : `"${field}" is not valid`,
    remedy,
  };
};
