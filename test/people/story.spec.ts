import { CustomerInput, Signal } from '@rollcall/shared';
import { arrivalsOf } from './signals.js';
import { storyOf } from './story.js';

const now = Date.UTC(2026, 0, 15, 12);
const story = storyOf('spec', 3_000, now);
const attempts = story.people.flatMap((person) => person.attempts);

describe('a story', () => {
  it('is the same whenever it is told from the same seed', () => {
    expect(storyOf('spec', 3_000, now)).toEqual(story);
    expect(storyOf('other', 3_000, now).people).not.toEqual(story.people);
    expect(arrivalsOf(story, 'shuffled', 'a')).toEqual(arrivalsOf(story, 'shuffled', 'a'));
  });

  it('has as many people as asked for, give or take the last company', () => {
    expect(story.people.length).toBeGreaterThanOrEqual(3_000);
    expect(story.people.length).toBeLessThan(3_400);
  });

  it('says nothing that the contracts would refuse', () => {
    const { batches, late } = arrivalsOf(story, 'in time', 'a');
    for (const signal of [...batches, ...late].flatMap((batch) => batch.signals))
      Signal.parse(signal);
    for (const part of Object.values(story.told))
      for (const body of part) CustomerInput.parse(body);
  });

  it('gives no identity to two people', () => {
    const owners = new Map<string, string>();
    for (const { id, users } of story.told.aliases.concat(story.told.first)) {
      for (const user of users ?? []) {
        const aliases = typeof user === 'string' ? [user] : [user.id, ...(user.aliases ?? [])];
        const owner = typeof user === 'string' ? user : user.id;
        for (const alias of aliases) {
          expect([undefined, owner]).toContain(owners.get(alias));
          owners.set(alias, owner);
        }
      }
      expect(id).toBeDefined();
    }
  });

  it('lets nobody fail in the quiet time, nor after now', () => {
    const failed = attempts.filter((attempt) => attempt.outcome === 'failed');
    expect(failed.filter((a) => a.at > now - 10.5 * 60_000 && a.at < now - 90_000)).toEqual([]);
    expect(failed.filter((a) => a.at > now)).toEqual([]);
    expect(failed.filter((a) => a.at >= now - 90_000).length).toBeGreaterThan(5);
    expect(failed.length).toBeGreaterThan(300);
  });

  it('holds all kinds of lives', () => {
    const types = new Set(story.told.first.map((customer) => customer.type));
    expect([...types].sort()).toEqual(['business', 'consumer', 'internal', 'reseller']);
    expect(story.told.aliases.length).toBeGreaterThan(20);
    const { changes } = story.told;
    for (const field of ['stage', 'type', 'users'] as const)
      expect(changes.filter((change) => change[field] !== undefined).length).toBeGreaterThan(2);
    expect(attempts.filter((a) => a.names).length).toBeGreaterThan(50);
    expect(attempts.filter((a) => a.byLatency).length).toBeGreaterThan(100);
    expect(attempts.filter((a) => a.synthetic).length).toBeGreaterThan(10);
    expect(attempts.filter((a) => a.late).length).toBeGreaterThan(50);
  });

  it('says every signal once, and repeats some batches whole', () => {
    const { batches, late } = arrivalsOf(story, 'shuffled', 'a');
    const once = new Map(batches.map((batch) => [batch.idempotencyKey, batch]));
    const remarks = story.people.flatMap((person) => person.remarks);
    const said = [...once.values(), ...late].flatMap((batch) => batch.signals);
    expect(said).toHaveLength(attempts.length + remarks.length + 121);
    expect(batches.length).toBeGreaterThan(once.size);
  });
});
