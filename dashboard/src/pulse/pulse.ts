import type { Pulse } from '@rollcall/shared';

export interface PulseNow {
  people: number;
  /** What past weeks had at this hour; null: no past to compare with. */
  usual: { low: number; high: number } | null;
  verdict: 'fewer' | 'usual' | 'more' | 'unknown';
}

/** The last whole step, against the same of past weeks: a step under way has only some of its people. */
export const pulseNow = (pulse: Pulse, now: number): PulseNow | undefined => {
  const whole = Math.floor((now - pulse.from) / pulse.stepMs) - 1;
  const step = Math.min(pulse.people.length - 1, Math.max(0, whole));
  const people = pulse.people[step];
  if (people === undefined) return undefined;
  const usual = pulse.usual[step] ?? null;
  if (!usual) return { people, usual, verdict: 'unknown' };
  const verdict = people < usual.low ? 'fewer' : people > usual.high ? 'more' : 'usual';
  return { people, usual: { low: usual.low, high: usual.high }, verdict };
};
