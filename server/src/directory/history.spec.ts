import fc from 'fast-check';
import { History } from './history.js';

/** Says things in the order given: [value, when it was said, from when it is to hold]. */
const said = (...statements: [string, number, number?][]): History<string> => {
  const history = new History<string>();
  for (const [value, statedAt, from] of statements) history.state(value, statedAt, from);
  return history;
};

describe('what held when', () => {
  it('is nothing before anything was said', () => {
    expect(said().at(0)).toBeUndefined();
    expect(said().latest).toBeUndefined();
  });

  it('is, of one undated word, that word for all time', () => {
    const history = said(['buyer', 100]);
    expect([0, 99, 100, 999].map((time) => history.at(time))).toEqual(Array(4).fill('buyer'));
  });

  it('changes, by a second undated word, at the moment it was said', () => {
    const history = said(['buyer', 100], ['former', 200]);
    expect([100, 199, 200].map((time) => history.at(time))).toEqual(['buyer', 'buyer', 'former']);
  });

  it('is, before anything was said, the newest of the undated words: a late import, corrected', () => {
    const history = said(['buyer', 100], ['former', 200], ['subscriber', 300]);
    expect(history.at(99)).toBe('subscriber');
    expect(history.at(100)).toBe('buyer');
  });

  it('is, from a date on, what was dated so, in whatever order it was said', () => {
    const history = said(['c', 1_000, 300], ['a', 1_001, 100], ['b', 1_002, 200]);
    expect([100, 199, 200, 300, 5_000].map((time) => history.at(time))).toEqual([
      ...['a', 'a', 'b', 'c', 'c'],
    ]);
  });

  it('is, before the first date, what was dated first: nothing else is known', () => {
    expect(said(['buyer', 1_000, 100]).at(0)).toBe('buyer');
    expect(said(['b', 1_000, 200], ['a', 1_001, 100]).at(0)).toBe('a');
  });

  it('is an undated word from its moment on, even if a dated one came before it', () => {
    const history = said(['buyer', 1_000, 100], ['subscriber', 2_000]);
    expect([0, 100, 1_999, 2_000].map((time) => history.at(time))).toEqual([
      ...['buyer', 'buyer', 'buyer', 'subscriber'],
    ]);
    expect(history.latest).toBe('subscriber');
  });

  it('is a dated word from its date on, even before the undated one it follows was said', () => {
    const history = said(['consumer', 1_000], ['business', 2_000, 500]);
    expect([0, 499, 500, 1_500].map((time) => history.at(time))).toEqual([
      ...['consumer', 'consumer', 'business', 'business'],
    ]);
  });

  it('is, of two words for the same time, the one said last', () => {
    expect(said(['a', 1_000, 100], ['b', 1_001, 100]).at(100)).toBe('b');
  });

  it('does not depend on whether undated words came before or after the time asked for', () => {
    const words = fc.array(fc.string(), { minLength: 1 });
    fc.assert(
      fc.property(words, (list) => {
        const early = said(...list.map((word, i): [string, number] => [word, i]));
        const late = said(...list.map((word, i): [string, number] => [word, 1_000 + i]));
        expect(late.at(500)).toBe(early.at(500));
        expect(late.at(500)).toBe(list.at(-1));
      }),
    );
  });
});

describe('its epochs', () => {
  const statement = fc.tuple(fc.nat(3), fc.nat(20), fc.option(fc.nat(20), { nil: undefined }));

  it('hold one value each', () => {
    fc.assert(
      fc.property(fc.array(statement), (statements) => {
        const history = new History<number>();
        let now = 0;
        for (const [value, wait, from] of statements) history.state(value, (now += wait), from);
        const values = new Map<number, number | undefined>();
        for (let time = -1; time <= now + 1; time++) {
          const epoch = history.epochAt(time);
          if (values.has(epoch)) expect(history.at(time)).toBe(values.get(epoch));
          values.set(epoch, history.at(time));
        }
      }),
    );
  });

  it('are one, numbered 0, for all who never changed', () => {
    expect(said(['a', 5]).epochAt(0)).toBe(0);
    expect(said(['a', 5]).epochAt(9)).toBe(0);
  });

  it('are announced when they begin, each turn once, however long the history', () => {
    const history = new History<number>();
    const announced: number[] = [];
    for (let i = 0; i < 100; i++) announced.push(...history.state(i, i * 10, undefined));
    expect(announced).toEqual(history.turns());
    expect(history.state(100, 5_000, 42)).toEqual([42]);
  });
});
