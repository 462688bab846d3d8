import { stageNames, typeNames, unknownType } from './customers.js';
import { directoryOf, put } from './directory.fixture.js';

const day = 86_400_000;

describe('a customer', () => {
  it('is known by what was said, field by field: what is left out stays, null clears', () => {
    const people = directoryOf({
      id: 'miller',
      name: 'The Millers',
      region: 'US',
      type: 'consumer',
    });
    put(people, 1, { id: 'miller', region: null, language: 'de' });
    expect(people.describe('miller')).toMatchObject({
      name: 'The Millers',
      type: 'consumer',
      region: null,
      language: 'de',
      stage: 'unknown',
    });
  });

  it('has a type and a stage as of a time', () => {
    const people = directoryOf();
    put(people, 5 * day, { id: 'miller', type: 'consumer', stage: 'buyer' });
    put(people, 6 * day, { id: 'miller', stage: 'subscriber', validFrom: 2 * day });
    put(people, 7 * day, { id: 'miller', type: 'business', stage: 'former' });
    const { customers } = people;
    const as = (days: number): string[] => [
      typeNames[customers.typeAt(0, days * day)],
      stageNames[customers.stageAt(0, days * day)],
    ];
    expect([5, 6, 7].map(as)).toEqual([
      ['consumer', 'subscriber'],
      ['consumer', 'subscriber'],
      ['business', 'former'],
    ]);
    // before anything was said: the newest undated words, and what was dated
    expect([1, 3].map(as)).toEqual([
      ['business', 'former'],
      ['business', 'subscriber'],
    ]);
  });

  it('keeps its type before a dated change of it, whatever undated word came between', () => {
    const people = directoryOf();
    put(people, 5 * day, { id: 'miller', type: 'consumer' });
    put(people, 6 * day, { id: 'miller', users: ['tom'] });
    put(people, 7 * day, { id: 'miller', type: 'business', validFrom: 3 * day });
    expect([2, 3, 9].map((days) => typeNames[people.customers.typeAt(0, days * day)])).toEqual([
      ...['consumer', 'business', 'business'],
    ]);
  });

  it('that only a signal has named is of unknown type', () => {
    const people = directoryOf();
    const { named } = people.meet('tom', 'miller');
    expect(people.customers.typeAt(named, 0)).toBe(unknownType);
    expect(people.customers.isKnown(named)).toBe(false);
    expect([...people.customers.all()]).toEqual([]);
  });

  it('announces each turn once, however often it is put', () => {
    const people = directoryOf();
    for (let i = 0; i < 50; i++) {
      put(people, i, { id: 'miller', stage: i % 2 === 0 ? 'buyer' : 'subscriber' });
    }
    expect(people.turns).toHaveLength(50);
  });

  it('has no turn where the same is said again, or of something that is not asked as of a time', () => {
    const people = directoryOf();
    put(people, 1, { id: 'miller', stage: 'buyer' });
    put(people, 2, { id: 'miller', stage: 'buyer', name: 'The Millers' });
    expect(people.turns).toEqual([]);
  });

  it('whose type is said later had it all the time: nothing else is known', () => {
    const people = directoryOf();
    put(people, 5 * day, { id: 'miller', users: ['tom'] });
    put(people, 6 * day, { id: 'miller', type: 'business' });
    expect(typeNames[people.customers.typeAt(0, day)]).toBe('business');
    expect(people.turns).toEqual([]);
  });

  it('is known now by the latest date, whatever came in last', () => {
    const people = directoryOf();
    put(people, 5 * day, { id: 'miller', name: 'first' });
    put(people, 6 * day, { id: 'miller', name: 'second' });
    put(people, 7 * day, { id: 'miller', name: 'older', region: 'US', validFrom: 3 * day });
    expect(people.describe('miller')).toMatchObject({ name: 'second', region: 'US' });
    put(people, 8 * day, { id: 'miller', name: 'dated', validFrom: 7 * day });
    expect(people.describe('miller')?.name).toBe('dated');
  });
});
