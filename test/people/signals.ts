import type { Signal } from '@rollcall/shared';
import type { Attempt, Remark } from './person.js';
import { randomFrom, type Random } from './random.js';
import type { Story } from './story.js';

/** What arrives of people's lives: signals, in several spellings, in batches, out of order. */

export interface Batch {
  idempotencyKey: string;
  signals: Signal[];
}

export interface Arrivals {
  /** Everything but the late ones; some batches are there twice, as after a timeout. */
  batches: Batch[];
  late: Batch[];
}

const offsetText = (minutes: number): string => {
  if (minutes === 0) return 'Z';
  const size = Math.abs(minutes);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};

/** The same moment as epoch milliseconds, in UTC, or on somebody's wall clock. */
export const spellTime = (at: number, random: Random): string | number => {
  if (random.chance(0.5)) return at;
  const offset = random.pick([0, 0, 120, -300, 330]);
  return new Date(at + offset * 60_000).toISOString().replace('Z', offsetText(offset));
};

const place = (attempt: Attempt) => ({
  ...(attempt.region !== 'unknown' && { region: attempt.region }),
  ...(attempt.channel !== 'unknown' && { channel: attempt.channel }),
});

export const signalOf = (attempt: Attempt, random: Random): Signal => ({
  kind: 'interaction',
  at: spellTime(attempt.at, random),
  service: attempt.service,
  ...place(attempt),
  user: attempt.identity,
  ...(attempt.names !== undefined && { customer: attempt.names }),
  ...(!attempt.byLatency && { outcome: attempt.outcome }),
  ...(attempt.latencyMs !== undefined && { latencyMs: attempt.latencyMs }),
  ...(attempt.synthetic && { synthetic: true }),
});

const remarkSignal = (remark: Remark, random: Random): Signal => {
  const common = {
    at: spellTime(remark.at, random),
    service: remark.service,
    user: remark.identity,
    ...(remark.names !== undefined && { customer: remark.names }),
  };
  return remark.kind === 'rating'
    ? { kind: 'rating', ...common, scale: 'csat', score: random.int(1, 5) }
    : { kind: 'contact', ...common, via: 'phone', topic: 'outage' };
};

/** What counts in nobody's impact: probes that fail all along, health, changes. */
const noise = (story: Story, random: Random): Signal[] => {
  const signals: Signal[] = [];
  for (let minute = 0; minute < 60; minute++) {
    const at = story.outage.onset + minute * 60_000;
    signals.push(
      {
        kind: 'interaction',
        at: spellTime(at, random),
        service: 'play',
        region: 'US',
        channel: 'tv',
        user: `probe-${minute % 3}`,
        outcome: 'failed',
        synthetic: true,
      },
      { kind: 'health', at, service: 'play', region: 'US', source: 'pinger', status: 'down' },
    );
  }
  signals.push({ kind: 'change', at: story.outage.onset, service: 'play', title: 'Deploy 1412' });
  return signals;
};

const inBatches = (signals: Signal[], label: string, random: Random): Batch[] => {
  const batches: Batch[] = [];
  for (let i = 0; i < signals.length;) {
    const size = random.weighted([
      [10, 1],
      [20, 50],
      [70, 500],
    ] as const);
    batches.push({ idempotencyKey: `${label}-${i}`, signals: signals.slice(i, i + size) });
    i += size;
  }
  return batches;
};

const maxDelay = 8 * 60_000;

/**
 * `in time`: as they'd really come, most at once, some up to eight minutes after; `shuffled`: the whole
 * hour in any order.
 */
export const arrivalsOf = (
  story: Story,
  order: 'in time' | 'shuffled',
  label: string,
): Arrivals => {
  const random = randomFrom(`${story.seed}/arrivals`);
  const coming: { when: number; late: boolean; signal: Signal }[] = [];
  const send = (at: number, signal: Signal, late = false): void => {
    const delay = random.chance(0.9) ? random.int(50, 3_000) : random.int(0, maxDelay);
    coming.push({ when: at + delay, late, signal });
  };
  for (const person of story.people) {
    for (const a of person.attempts) send(a.at, signalOf(a, random), a.late);
    for (const r of person.remarks) send(r.at, remarkSignal(r, random));
  }
  for (const signal of noise(story, random)) send(story.outage.onset, signal);
  coming.sort((a, b) => a.when - b.when);
  const pick = (late: boolean): Signal[] =>
    coming.filter((c) => c.late === late).map((c) => c.signal);
  const onTime = order === 'shuffled' ? random.shuffled(pick(false)) : pick(false);
  const once = inBatches(onTime, label, random);
  const twice = once.filter(() => random.chance(0.04));
  const repeated =
    order === 'shuffled' ? random.shuffled([...once, ...twice]) : [...once, ...twice];
  return { batches: repeated, late: inBatches(pick(true), `${label}-late`, random) };
};
