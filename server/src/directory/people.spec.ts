import { put } from './directory.fixture.js';
import { People } from './people.js';

const day = 86_400_000;

describe('who is who', () => {
  let people: People;
  beforeEach(() => (people = new People()));

  /** Who pays for what an identity did at a time; `named`: the customer the signal names. */
  const payer = (identity: string, time = 0, named = ''): string | null => {
    const met = people.meet(identity, named);
    const customer = people.customerAt(met.identity, met.named, time);
    return customer < 0 ? null : people.customers.id(customer);
  };
  const user = (identity: string): string => {
    return people.textOf(people.userOf(people.meet(identity, '').identity));
  };

  it('an identity nobody has described is a user of its own, and nobody’s', () => {
    expect(user('guest-7')).toBe('guest-7');
    expect(payer('guest-7')).toBeNull();
  });

  it('counts who was stated, not who was only met', () => {
    people.meet('guest-7', 'c-9');
    put(people, 0, { id: 'miller', users: ['tom', 'mia'] });
    put(people, 1, { id: 'smith' });
    put(people, 2, { id: 'miller', users: ['tom'] });
    expect(people.stated).toEqual({ customers: 2, users: 1 });
  });

  describe('what the directory says', () => {
    it('ties users and all their identities to a customer', () => {
      put(people, 0, { id: 'miller', users: ['tom', { id: 'mia', aliases: ['mia@example.com'] }] });
      expect(['tom', 'mia', 'mia@example.com'].map((id) => payer(id))).toEqual(
        Array(3).fill('miller'),
      );
      expect(user('mia@example.com')).toBe('mia');
    });

    it('counts as well when it comes after the signals', () => {
      const before = people.meet('mia@example.com', '');
      people.meet('mia', '');
      put(people, 9 * day, { id: 'miller', users: [{ id: 'mia', aliases: ['mia@example.com'] }] });
      expect(people.customers.id(people.customerAt(before.identity, -1, day))).toBe('miller');
      expect(people.hasSeveralSubjects(people.userOf(before.identity))).toBe(true);
    });

    it('keeps the aliases of a user who is listed without them, and replaces those given', () => {
      put(people, 0, { id: 'miller', users: [{ id: 'mia', aliases: ['m-1', 'm-2'] }] });
      put(people, 1, { id: 'miller', users: ['mia'] });
      expect(user('m-1')).toBe('mia');
      put(people, 2, { id: 'miller', users: [{ id: 'mia', aliases: ['m-2'] }] });
      expect([user('m-1'), user('m-2')]).toEqual(['m-1', 'mia']);
      expect(payer('m-1')).toBeNull();
    });

    it('gives an alias to whom it was given last', () => {
      put(people, 0, { id: 'miller', users: [{ id: 'mia', aliases: ['tablet'] }] });
      put(people, 1, { id: 'smith', users: [{ id: 'sam', aliases: ['tablet'] }] });
      expect(user('tablet')).toBe('sam');
      expect(people.describe('miller')?.users).toEqual([{ id: 'mia', aliases: [] }]);
    });

    it('makes an alias a user again when it is listed as one', () => {
      put(people, 0, { id: 'miller', users: [{ id: 'mia', aliases: ['lea'] }] });
      put(people, 1, { id: 'miller', users: ['mia', 'lea'] });
      expect(user('lea')).toBe('lea');
    });
  });

  describe('a user who moves', () => {
    it('belongs to the old customer before, and to the new one from the moment it was said', () => {
      put(people, day, { id: 'miller', users: ['lea'] });
      put(people, 2 * day, { id: 'smith', users: ['lea'] });
      expect([0.5, 1.5, 2, 3].map((days) => payer('lea', days * day))).toEqual([
        ...['smith', 'miller', 'smith', 'smith'],
      ]);
      expect(people.describe('miller')?.users).toEqual([]);
    });

    it('belongs to the new one from the date that was said', () => {
      put(people, 5 * day, { id: 'miller', users: ['lea'] });
      put(people, 6 * day, { id: 'smith', users: ['lea'], validFrom: 2 * day });
      expect([1, 2, 5, 7].map((days) => payer('lea', days * day))).toEqual([
        ...['miller', 'smith', 'smith', 'smith'],
      ]);
    });

    it('is nobody’s once a list leaves them out, whatever signals named', () => {
      put(people, day, { id: 'miller', users: ['tom', 'lea'] });
      put(people, 2 * day, { id: 'miller', users: ['tom'], validFrom: 2 * day });
      payer('lea', 0, 'stranger');
      expect([1, 3].map((days) => payer('lea', days * day))).toEqual(['miller', null]);
      expect(payer('lea', 3 * day, 'stranger')).toBe('stranger');
    });

    it('has an epoch for each payer, and everyone else has none', () => {
      put(people, day, { id: 'miller', users: ['tom', 'lea'] });
      put(people, 2 * day, { id: 'smith', users: ['lea'] });
      const epochs = (id: string): number[] => {
        const { identity } = people.meet(id, '');
        return [0, 1.5 * day, 3 * day].map((time) => people.epochAt(identity, -1, time));
      };
      expect(new Set(epochs('lea')).size).toBe(3);
      expect(epochs('tom')).toEqual([0, 0, 0]);
      expect(people.turns).toEqual([day, 2 * day]);
    });
  });

  describe('a customer that a signal names', () => {
    it('is taken for that signal, known to the directory or not', () => {
      expect(payer('tom', 0, 'miller')).toBe('miller');
      expect(people.customers.isKnown(people.customers.find('miller'))).toBe(false);
    });

    it('ties the identity: its other signals belong there too', () => {
      payer('tom', 0, 'miller');
      expect(payer('tom')).toBe('miller');
    });

    it('is ambiguous when signals name several: unnamed ones stay unidentified', () => {
      payer('tom', 0, 'miller');
      payer('tom', 0, 'smith');
      payer('tom', 0, 'miller');
      expect(payer('tom')).toBeNull();
      expect(payer('tom', 0, 'smith')).toBe('smith');
    });

    it('gives way to the directory when only the directory knows better', () => {
      payer('tom', 0, 'typo');
      put(people, 0, { id: 'miller', users: ['tom'] });
      expect(payer('tom')).toBe('miller');
      expect(payer('tom', 0, 'typo')).toBe('miller');
    });

    it('wins over the directory’s when the directory knows it too', () => {
      put(people, 0, { id: 'miller', users: ['tom'] }, { id: 'work' });
      expect(payer('tom', 0, 'work')).toBe('work');
      expect(payer('tom')).toBe('miller');
    });
  });

  describe('subjects met', () => {
    it('are forgotten when their partition is read again', () => {
      const [a, b] = [people.meet('tom', ''), people.meet('tom', 'miller')];
      expect(people.hasSeveralSubjects(a.identity)).toBe(true);
      people.forget([a.identity, b.identity]);
      people.meet('tom', '');
      expect(people.hasSeveralSubjects(a.identity)).toBe(false);
    });
  });

  it('describes nobody that was never named', () => {
    expect(people.describe('nobody')).toBeUndefined();
    people.meet('tom', 'miller');
    expect(people.describe('miller')).toMatchObject({ id: 'miller', type: 'unknown', users: [] });
  });
});
