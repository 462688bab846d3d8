import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import type { RawBody } from './body-parsers.http.js';
import { explainIssue } from './explain-issue.js';
import { FailureException } from './failure.exception.js';

const checked = <T>(schema: z.ZodType<T>, value: unknown): T => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { field, detail, remedy } = explainIssue(parsed.error.issues[0], value);
  throw new FailureException({ code: 'invalid', detail, ...(field ? { field } : {}), remedy });
};

/** Parses a JSON body against its schema; an empty body reads as {}. */
export class ZodBody<T> implements PipeTransform<RawBody | undefined, T> {
  constructor(private readonly schema: z.ZodType<T>) {}

  transform(body: RawBody | undefined): T {
    const text = body?.bytes.toString('utf8').trim() ?? '';
    let value: unknown;
    try {
      value = text === '' ? {} : JSON.parse(text);
    } catch {
      throw new FailureException({
        code: 'not_json',
        detail: 'the body is not JSON',
        remedy: 'send a JSON object',
      });
    }
    return checked(this.schema, value);
  }
}

/** Checks the query against its schema; a parameter without a value (`?region=`) asks for nothing. */
export class ZodQuery<T> implements PipeTransform<unknown, T> {
  constructor(private readonly schema: z.ZodType<T>) {}

  transform(query: unknown): T {
    const given = Object.entries(query as Record<string, unknown>).filter(
      ([, value]) => value !== '',
    );
    return checked(this.schema, Object.fromEntries(given));
  }
}
