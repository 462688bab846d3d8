import type { Attempt, Happening } from './happening.js';
import type { Person } from './households.js';
import { type Slice, sliceNumber, type World } from './world.js';

/**
 * What really happened, told apart from the signals: who was affected, in which slice, from when to
 * when, who could send nothing of it, what they rated. In the scenario's own time.
 */

interface Trouble {
  slice: Slice;
  from: number;
  lastFailed: number;
  failed: number;
  /** Failures that arrived, the first and the last of them. */
  sent: number;
  firstSent: number;
  lastSent: number;
  /** The first ok after the last failure; after the last one that arrived. */
  back: number | null;
  sentBack: number | null;
  phase: number;
}

interface Affected {
  person: Person;
  troubles: Trouble[];
}

export interface Count {
  active: number;
  affected: number;
  /** Affected, and at least one failure arrived. */
  seen: number;
}

export interface Totals {
  users: Count;
  customers: Omit<Count, 'active'>;
  attempts: number;
  failed: number;
  silentFailed: number;
}

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

export class TruthBook {
  private readonly affected = new Map<number, Affected>();
  /** Who was there, and in which slice: one number for each pair, in one set for all. */
  private readonly present = new Set<number>();
  private readonly activeUsers = new Set<number>();
  private readonly activeIn = new Map<number, number>();
  private attempts = 0;
  private failed = 0;
  private silentFailed = 0;

  constructor(private readonly world: World) {}

  header(cast: { id: string; seed: string; people: number }, from: number, to: number): string {
    const { id: scenario, seed, people } = cast;
    return JSON.stringify({
      row: 'header',
      version: 1,
      scenario,
      seed,
      people,
      from: iso(from),
      to: iso(to),
    });
  }

  /** Takes note; gives a line where there is something to say at once. */
  note(happening: Happening): string | undefined {
    if (happening.kind === 'told') return undefined;
    const { kind, at, person, slice } = happening;
    if (kind === 'attempt') {
      this.tried(happening);
      return undefined;
    }
    const who = { user: person.id, customer: person.customer ?? null };
    const said =
      kind === 'rating'
        ? { scale: happening.scale, score: happening.score }
        : { via: happening.via, sentiment: happening.sentiment };
    return JSON.stringify({ row: kind, at: iso(at), ...who, ...this.named(slice), ...said });
  }

  private named({ service, region, channel }: Slice) {
    const { services, regions, channels } = this.world;
    return {
      service: services[service].id,
      region: regions[region].id,
      channel: channels[channel].id,
    };
  }

  private tried({ at, person, slice, outcome, silent, phase }: Attempt): void {
    this.attempts++;
    if (!silent) this.arrived(person, slice);
    const known = this.affected.get(person.index);
    const number = sliceNumber(this.world, slice);
    let trouble = known?.troubles.find((t) => sliceNumber(this.world, t.slice) === number);
    if (outcome === 'ok' && trouble) {
      trouble.back ??= at;
      if (trouble.sent > 0) trouble.sentBack ??= at;
    }
    if (outcome !== 'failed') return;
    this.failed++;
    if (!trouble) {
      trouble = {
        slice,
        from: at,
        lastFailed: at,
        failed: 0,
        sent: 0,
        firstSent: 0,
        lastSent: 0,
        back: null,
        sentBack: null,
        phase,
      };
      if (known) known.troubles.push(trouble);
      else this.affected.set(person.index, { person, troubles: [trouble] });
    }
    Object.assign(trouble, { lastFailed: at, failed: trouble.failed + 1, back: null });
    if (trouble.phase < 0) trouble.phase = phase;
    if (silent) this.silentFailed++;
    else {
      if (trouble.sent === 0) trouble.firstSent = at;
      Object.assign(trouble, { sent: trouble.sent + 1, lastSent: at, sentBack: null });
    }
  }

  private arrived(person: Person, slice: Slice): void {
    if (person.type === 'internal') return;
    const number = sliceNumber(this.world, slice);
    const pair = person.index * this.world.phasesAt.length + number;
    if (this.present.has(pair)) return;
    this.present.add(pair);
    this.activeUsers.add(person.index);
    this.activeIn.set(number, (this.activeIn.get(number) ?? 0) + 1);
  }

  /** The rows that are known only at the end. */
  *ending(): Generator<string> {
    const { phases } = this.world;
    const slices = new Map<number, { slice: Slice; affected: number; seen: number }>();
    for (const { person, troubles } of this.byPerson()) {
      yield JSON.stringify({
        row: 'affected',
        user: person.id,
        customer: person.customer ?? null,
        type: person.type,
        silent: troubles.every(({ sent }) => sent === 0),
        slices: troubles.map((t) => ({
          ...this.named(t.slice),
          from: iso(t.from),
          lastFailed: iso(t.lastFailed),
          back: isoOrNull(t.back),
          failed: t.failed,
          sent: t.sent,
          firstSent: t.sent > 0 ? iso(t.firstSent) : null,
          lastSent: t.sent > 0 ? iso(t.lastSent) : null,
          backAfterSent: isoOrNull(t.sentBack),
          why: t.phase < 0 ? 'chance' : phases[t.phase].says,
        })),
      });
      if (person.type === 'internal') continue;
      for (const { slice, sent } of troubles) {
        const number = sliceNumber(this.world, slice);
        const count = slices.get(number) ?? { slice, affected: 0, seen: 0 };
        slices.set(number, {
          slice,
          affected: count.affected + 1,
          seen: count.seen + (sent > 0 ? 1 : 0),
        });
      }
    }
    for (const [number, { slice, affected, seen }] of [...slices].sort(([a], [b]) => a - b))
      yield JSON.stringify({
        row: 'slice',
        ...this.named(slice),
        active: this.activeIn.get(number) ?? 0,
        affected,
        seen,
      });
    yield JSON.stringify({ row: 'totals', ...this.totals() });
  }

  private byPerson(): Affected[] {
    return [...this.affected.values()].sort((a, b) => a.person.index - b.person.index);
  }

  /** Our own people apart, as in every headline. */
  totals(): Totals {
    const users = { active: this.activeUsers.size, affected: 0, seen: 0 };
    const customers = { affected: new Set<string>(), seen: new Set<string>() };
    for (const { person, troubles } of this.affected.values()) {
      if (person.type === 'internal') continue;
      const seen = troubles.some(({ sent }) => sent > 0);
      users.affected++;
      if (seen) users.seen++;
      if (person.customer === undefined) continue;
      customers.affected.add(person.customer);
      if (seen) customers.seen.add(person.customer);
    }
    return {
      users,
      customers: { affected: customers.affected.size, seen: customers.seen.size },
      attempts: this.attempts,
      failed: this.failed,
      silentFailed: this.silentFailed,
    };
  }
}
