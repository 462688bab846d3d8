import type { SilentQuestion } from '../silent/question.js';
import type { Visits } from '../silent/visits.js';
import { lostOf, type AskedStep } from './answer-lost.js';

/** Slices: 0 watch, 1 sign up on the web, 2 sign up on the phone. */
interface Row {
  person: number;
  slice: number;
  step: number;
  failed?: 0 | 1 | 2;
}
const visitsOf = (rows: Row[]): Visits => ({
  length: rows.length,
  person: Uint32Array.from(rows, ({ person }) => person),
  slice: Uint16Array.from(rows, ({ slice }) => slice),
  step: Uint16Array.from(rows, ({ step }) => step),
  failed: Uint8Array.from(rows, ({ failed = 0 }) => failed),
});
const steps = 60;
const onset = 12;
/** Everybody watches once; `newcomers` sign up, by their number from 1,000 on. */
const day = (watchers: number, signUps: Row[]): Visits =>
  visitsOf([
    ...Array.from({ length: watchers }, (_, person) => ({
      person,
      slice: 0,
      step: (person * 7) % steps,
    })),
    ...signUps,
  ]);
const newcomers = (count: number, from = 1_000, failed: 0 | 1 = 0): Row[] =>
  Array.from({ length: count }, (_, i) => ({
    person: from + i,
    slice: 1 + (i % 2),
    step: onset + ((i * 5) % (steps - onset)),
    failed,
  }));

const week = (k: number, count: number): Visits => day(600, newcomers(count, 1_000 * k));
const question = (today: Visits, more: Partial<SilentQuestion> = {}): SilentQuestion => ({
  steps,
  onset,
  inScope: (slice) => slice > 0,
  unaffected: (slice) => slice === 0,
  today,
  weeks: [week(2, 82), week(3, 79), week(4, 77), week(5, 82)],
  panelShare: 1,
  ...more,
});
const here: AskedStep = { why: null, where: 'scope', isHere: [false, true, true] };
const none = { why: 'no_service' } as const;
const signUpsOf = (asked: SilentQuestion, step = here) => {
  const { signups } = lostOf(asked, { signups: step, firstPurchases: none });
  if (!signups) throw new Error('there is no number');
  return signups;
};

describe('lost sign-ups', () => {
  it('are what past weeks had, less who got through', () => {
    const found = signUpsOf(question(day(600, newcomers(30))));
    expect(found).toMatchObject({ actual: 30, weeks: 4, where: 'scope' });
    expect(Math.abs(found.expected - 80)).toBeLessThanOrEqual(2);
    expect(found.lost).toBe(found.expected - found.actual);
    expect(found.low).toBeGreaterThan(15);
    expect(found.high).toBeLessThan(90);
  });

  it('grow with how many are here today', () => {
    const { expected } = signUpsOf(question(day(1_200, newcomers(30))));
    expect(expected).toBeGreaterThan(140);
    expect(expected).toBeLessThan(180);
  });

  it('count a person once, when they got through at last, and nobody who has not', () => {
    const tried = newcomers(20, 1_000, 1);
    const again = tried.slice(0, 5).map((row) => ({ ...row, step: steps - 1, failed: 0 as const }));
    expect(signUpsOf(question(day(600, [...tried, ...again, ...again]))).actual).toBe(5);
    const before = newcomers(9).map((row) => ({ ...row, step: onset - 1 }));
    expect(signUpsOf(question(day(600, before))).actual).toBe(0);
  });

  it('may be below zero, and are not seen then', () => {
    const found = signUpsOf(question(day(600, newcomers(88))));
    expect(found.lost).toBeLessThan(0);
    expect(found.high).toBeGreaterThan(0);
  });

  it('beside the incident are no measure of themselves', () => {
    const watching = { inScope: (s: number) => s === 3, unaffected: (s: number) => s < 3 };
    const lots = { weeks: [2, 3, 4, 5].map((k) => day(20, newcomers(300, 1_000 * k))) };
    const asked = question(day(20, newcomers(30)), { ...watching, ...lots });
    const found = signUpsOf(asked, { why: null, where: 'regions', isHere: [false, true, true] });
    expect(found).toMatchObject({ actual: 30, where: 'regions' });
    expect(found.expected).toBeGreaterThan(200);
  });

  it('leave out those who are told not to count, each day its own', () => {
    const leftOut = [new Set([1_000, 1_001]), new Set<number>(), new Set<number>()];
    const asked = question(day(600, newcomers(30)), { weeks: [week(2, 80), week(3, 80)] });
    expect(signUpsOf(asked, { ...here, leftOut }).actual).toBe(28);
    const halved = [0, 2, 3].map((k) => new Set(newcomers(40, 1_000 * k).map((r) => r.person)));
    expect(signUpsOf(asked, { ...here, leftOut: halved }).expected).toBeLessThan(45);
  });

  it('of a part of the people are scaled up, and less certain', () => {
    const whole = signUpsOf(question(day(600, newcomers(30))));
    const part = signUpsOf(question(day(600, newcomers(30)), { panelShare: 0.25 }));
    expect(part.actual).toBe(120);
    expect(part.high - part.low).toBeGreaterThan(4 * (whole.high - whole.low) - 8);
  });

  it('say why there is no number', () => {
    const one = question(day(600, []), { weeks: [week(2, 80)] });
    expect(lostOf(one, { signups: here, firstPurchases: none })).toEqual({
      signups: null,
      firstPurchases: null,
      why: { signups: 'no_weeks', firstPurchases: 'no_service' },
    });
  });
});
