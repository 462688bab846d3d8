import { answerTo, type Told } from './hours.fixture.js';

const slices = ['tv', 'web'].map((channel) => ({ service: 'play', region: 'US', channel }));
const [tv, web] = [0, 1];
const well = 4;

/** Customers of one user each, who come in so many of three hours, dealt out evenly. */
const crowd = (size: number, from: number, slice: number, hour: number): Told[] =>
  Array.from({ length: size }, (_, i) => i)
    .filter((i) => (i + hour) % 3 !== 0)
    .map((i) => ({ customer: from + i, user: from + i, slice, score: well }));
const hourOf = (hour: number, onTv = 900, onWeb = 600): Told[] => [
  ...crowd(onTv, 0, tv, hour),
  ...crowd(onWeb, 10_000, web, hour),
];
const weeks = [1, 2, 3, 4].map((hour) => hourOf(hour));
const ask = (today: readonly Told[], inIncident: (slice: number) => boolean = () => false) =>
  answerTo({ slices, today, weeks, inIncident });
const isTv = (slice: number): boolean => slice === tv;

describe('who is expected', () => {
  it('is nobody without two past weeks, and then nobody is missing', () => {
    const today = hourOf(0, 300);
    const one = answerTo({ slices, today, weeks: weeks.slice(0, 1), inIncident: isTv });
    const two = answerTo({ slices, today, weeks: weeks.slice(0, 2), inIncident: isTv });
    expect(one).toMatchObject({ index: 100, expected: null });
    expect(one.low).toBeGreaterThan(98);
    expect(two.low).toBeLessThan(65);
  });

  it('is whoever is there, while nothing is wrong: a holiday is no trouble', () => {
    const answer = ask(hourOf(0, 450, 300));
    expect(answer).toMatchObject({ index: 100, n: 500, expected: 500 });
    expect(answer.low).toBeGreaterThan(98);
  });

  it('goes by how busy it is beside the trouble', () => {
    // 600 are usual on television and 400 on the web; today half as many come to the web
    const quiet = ask(hourOf(0, 300, 300), isTv);
    const usual = ask(hourOf(0, 300, 600), isTv);
    expect(quiet.expected).toBeCloseTo(505, 0);
    expect(usual.expected).toBeCloseTo(1_000, -1);
    // so 100 of 500 are missing, or 400 of 1,000
    expect(quiet.low).toBeGreaterThan(72);
    expect(quiet.low).toBeLessThan(80);
    expect(usual.low).toBeGreaterThan(54);
    expect(usual.low).toBeLessThan(60);
    expect(usual.high).toBe(100);
  });

  it('finds a place that went silent by itself, without an incident', () => {
    const { low, by } = ask(hourOf(0, 0));
    expect(low).toBeLessThan(42);
    expect(by.channel).toMatchObject([{ value: 'tv', n: 0, index: null }, { value: 'web' }]);
    expect(by.channel[0].expected).toBeCloseTo(600, -1);
    expect(by.channel[1].low).toBeGreaterThan(98);
  });

  it('takes a rush in one place for no trouble in the others', () => {
    const answer = ask(hourOf(0, 900, 1_800));
    expect(answer).toMatchObject({ index: 100, n: 1_800, expected: 1_800 });
    expect(answer.low).toBeGreaterThan(99);
  });

  it('misses who is driven elsewhere by the trouble, and takes the day for no busier', () => {
    const driven = hourOf(0)
      .filter(({ slice }) => slice === tv)
      .map((each) => ({ ...each, slice: web }));
    const { index, low, expected } = ask([...hourOf(0, 0), ...driven], isTv);
    expect(index).toBe(100);
    expect(expected).toBeCloseTo(1_000, -1);
    expect(low).toBeGreaterThan(33);
    expect(low).toBeLessThan(42);
  });

  it('misses the part of a business that is silent, not the whole of it', () => {
    // ten users each, of whom four have televisions
    const business = (hour: number, silent: boolean): Told[] =>
      crowd(300, 0, web, hour).flatMap(({ customer }) =>
        Array.from({ length: 10 }, (_, i): Told => {
          const slice = i < 4 ? tv : web;
          return { customer, user: customer * 10 + i, slice, score: well };
        }).filter(({ slice }) => !silent || slice === web),
      );
    const { low } = answerTo({
      slices,
      today: business(0, true),
      weeks: [1, 2, 3, 4].map((hour) => business(hour, false)),
      inIncident: isTv,
    });
    expect(low).toBeGreaterThan(53);
    expect(low).toBeLessThan(61);
  });

  it('expects twice the customers on a day twice as busy, but no more businesses than there are', () => {
    /** Comes in so many of a hundred hours, by chance that is always the same. */
    const comes = (who: number, hour: number, percent: number): boolean => {
      let dice = Math.imul(who + 1, 0x9e3779b1) ^ Math.imul(hour + 1, 0x85ebca6b);
      dice = Math.imul(dice ^ (dice >>> 15), 0xc2b2ae35);
      return ((dice ^ (dice >>> 13)) >>> 0) % 100 < percent;
    };
    const told = (customer: number, i: number, slice: number): Told => {
      const user = customer * 100 + i;
      return { customer, user, slice, score: well };
    };
    // 3,000 who are alone, and 300 businesses of twenty users, five of whom have televisions
    const business = Array.from({ length: 300 * 20 }, (_, i) =>
      told(i % 300, Math.floor(i / 300), i < 5 * 300 ? tv : web),
    );
    const single = Array.from({ length: 3_000 }, (_, i) => told(1_000 + i, 0, web));
    const day = (hour: number, percent: number): Told[] =>
      [...business, ...single].filter(({ user }) => comes(user, hour, percent));
    const { expected, low } = answerTo({
      slices,
      today: day(0, 40).filter(({ slice }) => slice === web),
      weeks: [1, 2, 3, 4].map((hour) => day(hour, 20)),
      inIncident: isTv,
    });
    // 1,200 and 300; a quarter of each business is silent, so 75 votes of 1,500 are missing
    expect(expected).toBeGreaterThan(1_400);
    expect(expected).toBeLessThan(1_600);
    expect(low).toBeGreaterThan(93);
    expect(low).toBeLessThan(96);
  });

  it('weighs slices by their expected, so that a crowd elsewhere hides nothing', () => {
    const few = crowd(900, 0, tv, 0)
      .slice(0, 50)
      .map((each) => ({ ...each, score: 0 }));
    const answer = ask([...few, ...hourOf(0, 0)], isTv);
    expect(answer.index).toBeCloseTo(100 * (400 / 450), 1);
    expect(answer.weighted).toBeCloseTo(40, 0);
    expect(answer.worst).toMatchObject({ channel: 'tv', index: 0, n: 50 });
  });
});
