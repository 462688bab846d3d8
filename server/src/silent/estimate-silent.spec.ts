import { estimateSilent, type SilentEstimate } from './estimate-silent.js';
import { rowsOf, steps, type Street, streetOf, visitsFrom } from './street.fixture.js';

const askOf = (street: Street) => {
  const { question, truth, counted } = streetOf(street);
  const answer = estimateSilent(question);
  if (!answer) throw new Error('no answer');
  return { question, truth, counted, ...answer };
};
const street: Street = { people: 1_500, hit: 0.5, silent: 0.7 };

describe('the silent', () => {
  it('are about nobody where nobody is missing', () => {
    const { estimate, low, high } = askOf({ ...street, hit: 0 });
    expect(low).toBe(0);
    expect(estimate).toBeLessThan(80);
    expect(high).toBeLessThan(200);
  });

  it('are about nobody where all failures arrive', () => {
    const { low, high, counted } = askOf({ ...street, silent: 0 });
    expect(counted).toBeGreaterThan(300);
    expect(low).toBe(0);
    expect(high).toBeLessThan(250);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'are within the interval where most of the hit are mute (%i)',
    (seed) => {
      const { truth, estimate, low, high } = askOf({ ...street, seed });
      expect(truth).toBeGreaterThan(200);
      // wider than the 95 % interval, so that this fails for a wrong method and not for bad luck
      const half = (high - low) / 2;
      expect(Math.abs(estimate - truth)).toBeLessThan(1.6 * half);
      expect(high - low).toBeLessThan(0.8 * truth);
    },
  );

  it.each([1, 2, 3])('are found where not one failure arrives (%i)', (seed) => {
    const { truth, counted, estimate } = askOf({ ...street, silent: 1, seed });
    expect(counted).toBe(0);
    expect(estimate).toBeGreaterThan(0.8 * truth);
    expect(estimate).toBeLessThan(1.2 * truth);
  });

  it('are no more for a day on which more people come, or fewer', () => {
    for (const scale of [0.6, 1.4]) {
      expect(askOf({ ...street, hit: 0, scale }).low).toBe(0);
      const { truth, low, high } = askOf({ ...street, scale });
      expect(truth).toBeGreaterThan(low * 0.9);
      expect(truth).toBeLessThan(high * 1.1);
    }
  });

  it('grow with those who are missing', () => {
    const estimates = [0, 0.4, 0.8].map((silent) => askOf({ ...street, silent }).estimate);
    for (let i = 1; i < estimates.length; i++)
      expect(estimates[i]).toBeGreaterThan(estimates[i - 1] + 40);
  });

  it('lie in an interval, and are never below none', () => {
    for (const hit of [0, 0.02, 0.2, 1])
      for (const silent of [0, 0.5, 1]) {
        const { low, estimate, high } = askOf({ people: 300, hit, silent });
        expect(low).toBeGreaterThanOrEqual(0);
        expect(estimate).toBeGreaterThanOrEqual(low);
        expect(high).toBeGreaterThanOrEqual(estimate);
        expect(Number.isFinite(high)).toBe(true);
      }
  });

  it('hang on no order of rows', () => {
    const { question } = streetOf(street);
    const turned = (visits: typeof question.today) => visitsFrom(rowsOf(visits).reverse());
    const again = { ...question, today: turned(question.today), weeks: question.weeks.map(turned) };
    expect(estimateSilent(again)).toEqual(estimateSilent(question));
  });

  it('are of all people, where only a share of them is in the visits', () => {
    const { question } = streetOf(street);
    const all = estimateSilent(question)!;
    const half = estimateSilent({ ...question, panelShare: 0.5 })!;
    const twice = ({ low, estimate, high }: SilentEstimate) => [2 * low, 2 * estimate, 2 * high];
    expect([half.low, half.estimate, half.high]).toEqual(twice(all));
  });

  it('are of the time since the onset, and of nothing later than asked', () => {
    const { question } = streetOf(street);
    const early = estimateSilent({ ...question, steps: steps / 4 })!;
    const late = estimateSilent(question)!;
    expect(early.estimate).toBeLessThan(late.estimate);
    const cut = (visits: typeof question.today) =>
      visitsFrom(rowsOf(visits).filter(([, , step]) => step < steps / 4));
    const only = { ...question, today: cut(question.today), weeks: question.weeks.map(cut) };
    expect(estimateSilent({ ...only, steps: steps / 4 })).toEqual(early);
  });

  it('are scaled by what was before the onset, where nothing is unaffected; that is less sure', () => {
    const { question, truth } = streetOf({ ...street, silent: 1 });
    const alone = { ...question, unaffected: () => false };
    const { low, high } = estimateSilent(alone)!;
    const known = estimateSilent(question)!;
    expect(high - low).toBeGreaterThan(known.high - known.low);
    expect(truth).toBeGreaterThan(low);
    expect(truth).toBeLessThan(high);
  });

  it('are not told without two past weeks, or before any time has passed', () => {
    const { question } = streetOf({ ...street, people: 100 });
    expect(estimateSilent({ ...question, weeks: [] })).toBeNull();
    expect(estimateSilent({ ...question, weeks: question.weeks.slice(0, 1) })).toBeNull();
    expect(estimateSilent({ ...question, weeks: question.weeks.slice(0, 2) })).not.toBeNull();
    expect(estimateSilent({ ...question, steps: 5, onset: 5 })).toBeNull();
  });

  it('are none of an empty world', () => {
    const nothing = visitsFrom([]);
    const { question } = streetOf({ ...street, people: 10 });
    const empty = { ...question, weeks: [nothing, nothing], today: nothing };
    expect(estimateSilent(empty)).toEqual({ estimate: 0, low: 0, high: 0 });
  });
});
