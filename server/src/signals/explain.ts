import { signalKinds, type Signal, type SignalKind } from '@rollcall/shared';
import type { z } from 'zod';
import type { Refusal } from './refusal.js';

/** What to send instead, by field. */
const remedies: Record<string, string> = {
  at: 'send RFC 3339 (2026-01-31T09:30:00Z) or epoch milliseconds',
  service: 'name what the customer does, such as "play", in 1 to 100 characters',
  region: 'name where the customer is, such as "US", in 1 to 100 characters, or leave it out',
  channel: 'name what the customer holds, such as "tv", in 1 to 100 characters, or leave it out',
  user: 'send the identity you know the person by, in 1 to 200 characters',
  customer: 'send the id of the party that pays, in 1 to 200 characters, or leave it out',
  outcome: 'send "ok", "slow" or "failed"',
  latencyMs: 'send milliseconds from 0 to 86,400,000',
  scale: 'send "csat", "nps" or "ces"',
  score: 'send a whole number: csat 1 to 5, nps 0 to 10, ces 1 to 7',
  comment: 'send at most 2,000 characters',
  via: 'send "phone", "chat", "email", "social", "review" or "store"',
  sentiment: 'send a number from -1 to 1',
  source: 'name who reports, in 1 to 100 characters',
  status: 'send "up", "degraded" or "down"',
  title: 'say what changed, in 1 to 300 characters',
  synthetic: 'send true or false',
  topic: 'name what it is about, in 1 to 100 characters, or leave it out',
  url: 'send an http or https address of at most 2,000 characters, or leave it out',
  requests: 'send a whole number from 0, or leave it out',
  errors: 'send a whole number from 0, or leave it out',
  attributes: 'send an object of at most 32 short texts, numbers and booleans',
};

/** Names the first thing wrong with a signal, and what to send instead. */
export const explain = (
  value: unknown,
  schemas: Record<SignalKind, z.ZodType<Signal>>,
): Refusal => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return {
      code: 'field_invalid',
      message: 'a signal is a JSON object: {"kind": "interaction", "at": …, "service": …}',
    };
  }
  const kind = (value as { kind?: unknown }).kind;
  if (kind === undefined) {
    return {
      code: 'field_missing',
      field: 'kind',
      message: `"kind" is missing: send one of ${signalKinds.join(', ')}`,
    };
  }
  if (!signalKinds.includes(kind as SignalKind)) {
    const shown = JSON.stringify(kind)?.slice(0, 60);
    return {
      code: 'unknown_kind',
      field: 'kind',
      message: `kind ${shown} is not known: send one of ${signalKinds.join(', ')}`,
    };
  }
  // an attribute named __proto__ has no issue: the contract passes over it, the compiled check does not
  const issue = schemas[kind as SignalKind].safeParse(value).error?.issues[0];
  const path = issue?.path ?? ['attributes'];
  const field = path.map(String).join('.');
  const top = String(path[0]);
  const given = (value as Record<string, unknown>)[top];
  const remedy = remedies[top] ?? 'see the API reference';
  if (given === undefined) {
    return { code: 'field_missing', field, message: `"${field}" is missing: ${remedy}` };
  }
  if (issue?.code === 'too_big' && issue.origin === 'string') {
    return {
      code: 'field_too_long',
      field,
      message: `"${field}" is longer than ${String(issue.maximum)} characters: ${remedy}`,
    };
  }
  return { code: 'field_invalid', field, message: `"${field}" is not valid: ${remedy}` };
};
