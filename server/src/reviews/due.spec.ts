import type { ReviewRevision } from '@rollcall/shared';
import { dueOf } from './due.js';

const day = 86_400_000;
const revision = (number: number): ReviewRevision =>
  ({ revision: number, facts: { resolvedAt: 100 } }) as ReviewRevision;
const said = (revision: number, days: number) => ({
  ...{ id: '1', at: 0, by: 'review', revision },
  addendum: { kind: 'returned' as const, result: { days } as never },
});

it('what is still to come is what the newest revision has not got yet', () => {
  const whats = (...record: Parameters<typeof dueOf>) => dueOf(...record).map(({ what }) => what);
  const first = { revisions: [revision(1)], addenda: [said(1, 1)] };
  expect(whats(first)).toEqual([
    'satisfaction in the hour after',
    'came back within 7 days',
    'came back within 30 days',
  ]);
  expect(dueOf(first)[1].dueAt).toBe(100 + 7 * day);
  expect(whats({ ...first, revisions: [revision(1), revision(2)] })).toContain(
    'came back within 1 day',
  );
});
