import type { Attempt } from './happening.js';
import { householdsOf, tagOf } from './households.js';
import { smallWorld } from './small.fixture.js';
import { TruthBook } from './truth.js';

const world = smallWorld();
const households = [...householdsOf(world, tagOf('small', '1'), 200)];
const person = households.find((h) => h.customer?.type === 'consumer' && h.people.length === 1)!
  .people[0];
const tv = { service: 0, region: 0, channel: 0 };

const attempt = (
  second: number,
  outcome: Attempt['outcome'],
  more: Partial<Attempt> = {},
): Attempt => ({
  kind: 'attempt',
  at: world.from + second * 1_000,
  person,
  slice: tv,
  outcome,
  phase: outcome === 'failed' ? 0 : -1,
  silent: false,
  latencyMs: 100,
  ...more,
});

const rowsOf = (...attempts: Attempt[]) => {
  const book = new TruthBook(world);
  for (const one of attempts) book.note(one);
  return [...book.ending()].map((line) => JSON.parse(line));
};

const iso = (second: number): string => new Date(world.from + second * 1_000).toISOString();

describe('the truth', () => {
  it('tells from when to when, slice by slice', () => {
    const [affected] = rowsOf(
      attempt(1, 'ok'),
      attempt(2, 'failed'),
      attempt(3, 'failed', { silent: true }),
      attempt(4, 'slow'),
      attempt(5, 'ok'),
      attempt(6, 'ok'),
    );
    expect(affected).toMatchObject({
      row: 'affected',
      user: person.id,
      customer: person.customer,
      silent: false,
    });
    expect(affected.slices).toEqual([
      {
        service: 'play',
        region: 'US',
        channel: 'tv',
        why: 'Television in the US fails',
        from: iso(2),
        lastFailed: iso(3),
        back: iso(5),
        failed: 2,
        sent: 1,
        firstSent: iso(2),
        lastSent: iso(2),
        backAfterSent: iso(5),
      },
    ]);
  });

  it('knows who could send nothing', () => {
    const rows = rowsOf(attempt(2, 'failed', { silent: true }));
    expect(rows[0]).toMatchObject({
      silent: true,
      slices: [{ sent: 0, lastSent: null, back: null }],
    });
    expect(rows[1]).toEqual({
      row: 'slice',
      service: 'play',
      region: 'US',
      channel: 'tv',
      active: 0,
      affected: 1,
      seen: 0,
    });
    expect(rows[2]).toMatchObject({
      row: 'totals',
      users: { active: 0, affected: 1, seen: 0 },
      customers: { affected: 1, seen: 0 },
    });
  });

  it('says nothing of those for whom it worked', () => {
    expect(rowsOf(attempt(1, 'ok'), attempt(2, 'slow'))).toEqual([
      expect.objectContaining({ row: 'totals', users: { active: 1, affected: 0, seen: 0 } }),
    ]);
  });

  it('keeps our own people out of the totals', () => {
    const own = { ...person, type: 'internal' };
    const rows = rowsOf(attempt(2, 'failed', { person: own }));
    expect(rows[0]).toMatchObject({ row: 'affected', type: 'internal' });
    expect(rows[1]).toMatchObject({ users: { active: 0, affected: 0, seen: 0 } });
  });
});
