import type { Pulse } from '@rollcall/shared';

export interface PulseNow {
  people: number;
  /** What past weeks had at this hour; null: no past to compare with. */
  usual: { low: number; high: number } | null;
  verdict: 'fewer' | 'usual' | 'more' | 'unknown';
}

/** Steps that are over: one under way has only some of its people, and would look like an outage. */
const wholeSteps = ({ from, stepMs, people }: Pulse, now: number): number =>
  Math.min(people.length, Math.max(1, Math.floor((now - from) / stepMs)));

/** The pulse without a step under way. */
export const wholePulse = (pulse: Pulse, now: number): Pulse => {
  const steps = wholeSteps(pulse, now);
  return { ...pulse, people: pulse.people.slice(0, steps), usual: pulse.usual.slice(0, steps) };
};

/** The last whole step, against the same of past weeks. */
export const pulseNow = (pulse: Pulse, now: number): PulseNow | undefined => {
  const step = wholeSteps(pulse, now) - 1;
  const people = pulse.people[step];
  if (people === undefined) return undefined;
  const usual = pulse.usual[step] ?? null;
  if (!usual) return { people, usual, verdict: 'unknown' };
  const verdict = people < usual.low ? 'fewer' : people > usual.high ? 'more' : 'usual';
  return { people, usual: { low: usual.low, high: usual.high }, verdict };
};
