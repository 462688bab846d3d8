import { ImpactFilter, OpenIncident, UpdateIncident } from '@rollcall/shared';
import { z } from 'zod';
import { explainIssue, type Explained } from './explain-issue.js';

const explain = (schema: z.ZodType, value: unknown): Explained => {
  const issue = schema.safeParse(value).error?.issues[0];
  if (!issue) throw new Error('the value is valid');
  return explainIssue(issue, value);
};

describe('what is wrong with a request', () => {
  it.each<[z.ZodType, unknown, Explained]>([
    [OpenIncident, {}, { field: 'title', detail: '"title" is missing', remedy: 'send a string' }],
    [
      OpenIncident,
      { title: 'TV is down', scope: { service: ['pay'] } },
      {
        field: 'scope.service',
        detail: '"scope.service" is not known here',
        remedy: 'leave out service, or correct the spelling',
      },
    ],
    [
      OpenIncident,
      { title: 'TV is down', severity: 'huge' },
      {
        field: 'severity',
        detail: '"severity" is not valid',
        remedy: 'send one of minor, major, critical',
      },
    ],
    [
      ImpactFilter,
      { type: 'alien' },
      {
        field: 'type',
        detail: '"type" is not valid',
        remedy: 'send one of consumer, business, reseller, internal, unknown',
      },
    ],
    [
      ImpactFilter,
      { regions: 'US' },
      {
        field: 'regions',
        detail: '"regions" is not known here',
        remedy: 'leave out regions, or correct the spelling',
      },
    ],
    [
      UpdateIncident,
      {},
      {
        field: '',
        detail: 'the request is not valid',
        remedy: 'name at least one of title, state, severity, scope, onset, message',
      },
    ],
    [
      z.object({ limit: z.number().max(10) }),
      { limit: 11 },
      { field: 'limit', detail: '"limit" is not valid', remedy: 'send at most 10' },
    ],
  ])('%#: is named with what to send instead', (schema, value, expected) => {
    expect(explain(schema, value)).toEqual(expected);
  });
});
