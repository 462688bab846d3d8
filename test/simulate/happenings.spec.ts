import { createHash } from 'node:crypto';
import { CustomerInput, Signal } from '@rollcall/shared';
import type { Attempt, Happening } from './happening.js';
import { type Cast, happeningsOf } from './happenings.js';
import { directoryEntry, householdsOf, identityOf, tagOf } from './households.js';
import { signalOf } from './signals.js';
import { smallWorld } from './small.fixture.js';
import { minute } from './times.js';
import { TruthBook } from './truth.js';

const world = smallWorld();
const castOf = (seed: string, people = 1_500): Cast => ({ world, id: 'small', seed, people });

const printOf = (cast: Cast) => {
  const signals = createHash('sha256');
  const truth = createHash('sha256');
  const book = new TruthBook(world);
  for (const happening of happeningsOf(cast)) {
    const line = book.note(happening);
    if (line !== undefined) truth.update(`${line}\n`);
    const signal = signalOf(world, happening, happening.at);
    if (signal) signals.update(`${JSON.stringify(signal)}\n`);
  }
  for (const line of book.ending()) truth.update(`${line}\n`);
  return { signals: signals.digest('hex'), truth: truth.digest('hex') };
};

const isAttempt = (h: Happening): h is Attempt => h.kind === 'attempt';

const attemptsByPerson = (attempts: Attempt[]): Map<string, Attempt[]> => {
  const map = new Map<string, Attempt[]>();
  for (const one of attempts) map.set(one.person.id, [...(map.get(one.person.id) ?? []), one]);
  return map;
};

describe('what happens', () => {
  const all = [...happeningsOf(castOf('1'))];
  const attempts = all.filter(isAttempt);
  const at = (time: string): number => Date.parse(`2026-01-15T${time}:00Z`);

  it('is the same for the same seed, byte for byte, signals and truth', () => {
    const first = printOf(castOf('1'));
    expect(printOf({ ...castOf('1'), world: smallWorld() })).toEqual(first);
    expect(printOf(castOf('2'))).not.toEqual(first);
    expect(printOf(castOf('1', 1_600))).not.toEqual(first);
  });

  it('comes in order of time, inside of the scenario', () => {
    for (let i = 1; i < all.length; i++) expect(all[i].at).toBeGreaterThanOrEqual(all[i - 1].at);
    expect(all[0].at).toBeGreaterThanOrEqual(world.from);
    expect(all[all.length - 1].at).toBeLessThan(world.to);
  });

  it('says nothing that the contract would refuse', () => {
    const kinds = new Set<string>();
    for (const happening of all) {
      const signal = signalOf(world, happening, happening.at);
      if (signal) kinds.add(Signal.parse(signal).kind);
    }
    expect([...kinds].sort()).toEqual(['change', 'contact', 'health', 'interaction', 'rating']);
  });

  it('fails where and while it is to fail, and nowhere else', () => {
    const failed = attempts.filter((a) => a.outcome === 'failed');
    expect(failed.length).toBeGreaterThan(200);
    for (const { slice, at: when } of failed) {
      expect([slice.region, slice.channel, slice.service]).toEqual([0, 0, 0]);
      expect(when).toBeGreaterThan(at('10:00'));
      expect(when).toBeLessThan(at('11:30'));
    }
    const blackout = attempts.filter(
      (a) =>
        a.slice.region === 0 && a.slice.channel === 0 && a.at > at('10:20') && a.at < at('11:00'),
    );
    const share = blackout.filter((a) => a.outcome === 'failed').length / blackout.length;
    expect(share).toBeGreaterThan(0.9);
    expect(share).toBeLessThan(1);
  });

  it('leaves about the share silent that was asked for, device by device', () => {
    const failing = new Map<string, Set<boolean>>();
    for (const { outcome, person, silent } of attempts)
      if (outcome === 'failed')
        failing.set(person.id, (failing.get(person.id) ?? new Set()).add(silent));
    const mute = [...failing.values()].filter((silences) => silences.has(true)).length;
    expect(mute / failing.size).toBeGreaterThan(0.4);
    expect(mute / failing.size).toBeLessThan(0.6);
    for (const silences of failing.values()) expect(silences.size).toBe(1);
    for (const attempt of attempts)
      expect(signalOf(world, attempt, 0) === undefined).toBe(attempt.silent);
  });

  it('shows how people react: they retry, switch, call, rate, come again', () => {
    const byPerson = attemptsByPerson(attempts);
    let retried = 0;
    let switched = 0;
    let later = 0;
    for (const list of byPerson.values())
      list.forEach((attempt, i) => {
        const next = list[i + 1];
        if (attempt.outcome !== 'failed' || !next) return;
        const wait = next.at - attempt.at;
        if (next.slice.channel !== attempt.slice.channel) switched++;
        else if (wait < 4 * minute) retried++;
        else later++;
      });
    expect(retried).toBeGreaterThan(50);
    expect(switched).toBeGreaterThan(10);
    expect(later).toBeGreaterThan(10);
    const said = all.filter(
      (h) => h.kind === 'rating' && h.scale === 'csat' && h.at > at('10:20') && h.at < at('11:00'),
    );
    const scores = said.map((h) => (h.kind === 'rating' ? h.score : 0));
    expect(scores.some((s) => s <= 2)).toBe(true);
    expect(all.some((h) => h.kind === 'contact')).toBe(true);
  });
});

describe('a population', () => {
  const tag = tagOf('small', '1');
  const households = [...householdsOf(world, tag, 3_000)];
  const people = households.flatMap((h) => h.people);

  it('has as many people as asked for, give or take the last company, of all kinds', () => {
    expect(people.length).toBeGreaterThanOrEqual(3_000);
    expect(people.length).toBeLessThan(3_160);
    const types = new Set(people.map((p) => p.type));
    expect([...types].sort()).toEqual(['business', 'consumer', 'internal', 'reseller', 'unknown']);
    expect(households.some((h) => h.customer?.billedThrough !== undefined)).toBe(true);
    expect(people.some((p) => p.newcomer)).toBe(true);
    expect(people.filter((p) => p.tenure < 90).length).toBeGreaterThan(100);
  });

  it('is told to the directory so that every identity leads to one person', () => {
    const owner = new Map<string, string>();
    for (const household of households) {
      const entry = directoryEntry(world, household, world.from);
      for (const user of entry ? CustomerInput.parse(entry).users! : []) {
        if (typeof user === 'string') throw new Error('a user without aliases');
        for (const identity of [user.id, ...(user.aliases ?? [])]) {
          expect(owner.has(identity)).toBe(false);
          owner.set(identity, user.id);
        }
      }
    }
    for (const person of people)
      for (const channel of person.devices)
        if (person.known)
          expect(owner.get(identityOf(person, world.channels[channel].id))).toBe(person.id);
        else expect(owner.has(identityOf(person, world.channels[channel].id))).toBe(false);
  });
});
