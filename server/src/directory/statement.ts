import { CustomerInput, type Result } from '@rollcall/shared';
import { fail, ok } from '@rollcall/shared';
import { explainIssue } from '../http/explain-issue.js';
import { parseAt } from '../clock/time.js';
import type { CustomerFacts } from './customer-facts.js';

/** What one PUT said of one customer. Times are epoch ms. */
export interface CustomerStatement {
  id: string;
  facts: CustomerFacts;
  users: { id: string; aliases?: string[] | undefined }[] | undefined;
  statedAt: number;
  validFrom: number | undefined;
}

const timeOf = (given: string | number | null | undefined): number | null | undefined =>
  given === null || given === undefined ? given : (parseAt(given) ?? Number.NaN);

/** Checks one customer of a PUT. */
export const toStatement = (value: unknown, statedAt: number): Result<CustomerStatement> => {
  const parsed = CustomerInput.safeParse(value);
  if (!parsed.success) {
    const { field, detail, remedy } = explainIssue(parsed.error.issues[0], value);
    return fail('invalid', detail, { field, remedy });
  }
  const { id, users, since, validFrom, ...rest } = parsed.data;
  const times = { since: timeOf(since), validFrom: timeOf(validFrom) };
  for (const [field, time] of Object.entries(times)) {
    if (Number.isNaN(time)) {
      return fail('invalid', `"${field}" is not a time`, {
        field,
        remedy: 'send RFC 3339 (2026-01-31T09:30:00Z) or epoch milliseconds',
      });
    }
  }
  return ok({
    id,
    facts: { ...rest, since: times.since },
    users: users?.map((user) => (typeof user === 'string' ? { id: user } : user)),
    statedAt,
    validFrom: times.validFrom ?? undefined,
  });
};

/** True when the statement says nothing that was not known already. */
export const saysNothingNew = (
  statement: CustomerStatement,
  known: { facts: CustomerFacts; users: { id: string; aliases: string[] }[] } | undefined,
): boolean => {
  if (!known || statement.validFrom !== undefined) return false;
  const facts = known.facts as Record<string, unknown>;
  for (const [field, value] of Object.entries(statement.facts)) {
    if (value !== undefined && JSON.stringify(value) !== JSON.stringify(facts[field])) return false;
  }
  if (!statement.users) return true;
  const named = new Set(statement.users.map(({ id }) => id));
  if (named.size !== known.users.length) return false;
  const byId = new Map(known.users.map((user) => [user.id, new Set(user.aliases)]));
  return statement.users.every(({ id, aliases }) => {
    const had = byId.get(id);
    if (!had) return false;
    if (!aliases) return true;
    const distinct = new Set(aliases.filter((alias) => alias !== id));
    return distinct.size === had.size && [...distinct].every((alias) => had.has(alias));
  });
};
