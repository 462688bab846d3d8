import { Street, type Question } from './street.fixture.js';

const miller = { id: 'miller', type: 'consumer', users: ['tom', 'mia'] };

/** ever = failing + unseen + recovered, of those who were there. */
const users = (street: Street, question: Question = {}): string => {
  const { failing, unseen, recovered, ever, of } = street.tally(question).users;
  expect(ever).toBe(failing + unseen + recovered);
  return `${failing} failing, ${unseen} unseen, ${recovered} recovered, of ${of}`;
};

describe('a user', () => {
  it('who only succeeded is not affected, and is one of those who were there', () => {
    expect(users(new Street().tries('tom', 'ok', 1))).toBe(
      '0 failing, 0 unseen, 0 recovered, of 1',
    );
  });

  it.each([
    ['failed last, is failing', [['failed', 55]], '1 failing, 0 unseen, 0 recovered, of 1'],
    [
      'failed exactly ten minutes ago, is failing',
      [['failed', 50]],
      '1 failing, 0 unseen, 0 recovered, of 1',
    ],
    [
      'failed longer ago and was not seen since, is unseen',
      [['failed', 49.999]],
      '0 failing, 1 unseen, 0 recovered, of 1',
    ],
    [
      'was ok after, is recovered',
      [
        ['failed', 40],
        ['ok', 41],
      ],
      '0 failing, 0 unseen, 1 recovered, of 1',
    ],
    [
      'was ok at the same moment, is failing: a tie is a failure',
      [
        ['failed', 55],
        ['ok', 55],
      ],
      '1 failing, 0 unseen, 0 recovered, of 1',
    ],
    [
      'was only slow after, is not recovered: slow changes nothing',
      [
        ['failed', 55],
        ['slow', 56],
      ],
      '1 failing, 0 unseen, 0 recovered, of 1',
    ],
    [
      'was ok and failed again, is failing',
      [
        ['failed', 40],
        ['ok', 41],
        ['failed', 55],
      ],
      '1 failing, 0 unseen, 0 recovered, of 1',
    ],
  ] as const)('who %s, in any order of arrival', (_name, tries, expected) => {
    for (const order of [tries, [...tries].reverse()]) {
      const street = new Street();
      for (const [outcome, at] of order) street.tries('tom', outcome, at);
      expect(users(street)).toBe(expected);
    }
  });

  it('is judged slice by slice: well on the phone, failing on TV, is failing', () => {
    const street = new Street()
      .tries('tom', 'failed', 55)
      .tries('tom', 'failed', 54, { slice: 'play/US/ios' })
      .tries('tom', 'ok', 56, { slice: 'play/US/ios' });
    expect(users(street)).toBe('1 failing, 0 unseen, 0 recovered, of 1');
    expect(users(street, { filter: { channel: 'ios' } })).toBe(
      '0 failing, 0 unseen, 1 recovered, of 1',
    );
  });

  it('who failed on TV in the US and on the web in Canada is no TV-in-Canada case', () => {
    const street = new Street()
      .tries('tom', 'failed', 55)
      .tries('tom', 'failed', 55, { slice: 'play/CA/web' });
    expect(users(street, { filter: { region: 'CA', channel: 'tv' } })).toBe(
      '0 failing, 0 unseen, 0 recovered, of 0',
    );
  });

  it('is affected from k failures in one slice on, over all their identities', () => {
    const street = new Street()
      .put(0, { id: 'miller', users: [{ id: 'mia', aliases: ['mia@example.com'] }] })
      .tries('mia', 'failed', 50)
      .tries('mia', 'failed', 51, { slice: 'play/US/ios' });
    expect(users(street, { k: 2 })).toBe('0 failing, 0 unseen, 0 recovered, of 1');
    street.tries('mia@example.com', 'failed', 52);
    expect(users(street, { k: 2 })).toBe('1 failing, 0 unseen, 0 recovered, of 1');
    expect(users(street, { k: 3 })).toBe('0 failing, 0 unseen, 0 recovered, of 1');
  });

  it('with identities in several partitions is one, and an ok of one heals the failure of another', () => {
    const aliases = Array.from({ length: 8 }, (_, i) => `device-${i}`);
    const street = new Street();
    for (const alias of aliases) street.tries(alias, 'failed', 50);
    expect(users(street)).toBe('8 failing, 0 unseen, 0 recovered, of 8');
    street.put(60, { id: 'miller', users: [{ id: 'mia', aliases }] });
    expect(users(street)).toBe('1 failing, 0 unseen, 0 recovered, of 1');
    street.tries('device-3', 'ok', 58);
    expect(users(street)).toBe('0 failing, 0 unseen, 1 recovered, of 1');
  });
});

describe('a customer', () => {
  it('is failing while any of its users is, else unseen while any is, else recovered', () => {
    const street = new Street().put(0, miller);
    const state = (): object => street.tally().customers;
    street.tries('tom', 'failed', 20).tries('mia', 'failed', 55);
    expect(state()).toMatchObject({ ever: 1, failing: 1, unseen: 0, recovered: 0, of: 1 });
    street.tries('mia', 'ok', 56);
    expect(state()).toMatchObject({ ever: 1, failing: 0, unseen: 1, recovered: 0 });
    street.tries('tom', 'ok', 57);
    expect(state()).toMatchObject({ ever: 1, failing: 0, unseen: 0, recovered: 1 });
  });

  it('that is not known makes its users unidentified, and coverage less than whole', () => {
    const street = new Street().put(0, miller);
    street.tries('tom', 'failed', 55).tries('guest', 'failed', 55).tries('guest-2', 'ok', 55);
    expect(street.tally()).toMatchObject({
      users: { ever: 2, of: 3 },
      customers: { ever: 1, of: 1 },
      unidentified: 1,
      coverage: 0.5,
    });
  });

  it('has no coverage to speak of while nothing failed', () => {
    expect(new Street().tries('tom', 'ok', 1).tally().coverage).toBeNull();
  });

  it('of our own is shown apart, and is counted like any other when it is asked for', () => {
    const street = new Street().put(0, miller, { id: 'us', type: 'internal', users: ['dev'] });
    street.tries('tom', 'failed', 55).tries('dev', 'failed', 55);
    expect(street.tally()).toMatchObject({
      users: { ever: 1, of: 1 },
      customers: { ever: 1, of: 1 },
      internal: { users: 1, customers: 1 },
    });
    expect(street.tally({ filter: { type: 'consumer' } }).internal).toEqual({
      users: 0,
      customers: 0,
    });
    expect(street.tally({ filter: { type: 'internal' } })).toMatchObject({
      users: { ever: 1, of: 1 },
      internal: { users: 1, customers: 1 },
    });
  });

  it('of our own is judged over all identities of its people too', () => {
    const street = new Street()
      .put(0, { id: 'us', type: 'internal', users: [{ id: 'dev', aliases: ['dev@us.example'] }] })
      .tries('dev', 'failed', 50)
      .tries('dev@us.example', 'failed', 51);
    expect(street.tally({ k: 2 }).internal).toEqual({ users: 1, customers: 1 });
  });
});

describe('the window', () => {
  it('begins with the onset and ends with the end, both included', () => {
    const street = new Street();
    for (const at of [9, 10, 20, 21]) street.tries(`user-${at}`, 'failed', at);
    expect(users(street, { onset: 10, end: 20 })).toBe('2 failing, 0 unseen, 0 recovered, of 2');
  });

  it('stops the clock at its end: what was failing then stays so', () => {
    const street = new Street().tries('tom', 'failed', 15);
    expect(users(street, { end: 20, now: 500 })).toBe('1 failing, 0 unseen, 0 recovered, of 1');
    expect(users(street, { now: 500 })).toBe('0 failing, 1 unseen, 0 recovered, of 1');
  });

  it('counts the slices of the scope only', () => {
    const street = new Street()
      .tries('tom', 'failed', 55)
      .tries('mia', 'failed', 55, { slice: 'pay/US/tv' });
    expect(users(street, { scope: { services: ['pay'] } })).toBe(
      '1 failing, 0 unseen, 0 recovered, of 1',
    );
  });
});
