import { business, family, type Numbers, reseller, single, staff, stranger } from './parties.js';
import type { Naming, Party } from './party.js';
import { randomFrom, type Random } from './random.js';
import { twist } from './twists.js';

/** All parties of a story: as many people as asked for, give or take the last company. */

const resellers = 24;

/** Strangers whose app names who pays: somebody known, somebody new, or one after the other. */
const namingsOf = (random: Random, numbers: Numbers): Naming[] => {
  const fresh = `n-${random.int(1, Math.ceil(numbers.customer / 20))}`;
  const known = `c-${random.int(1, numbers.customer)}`;
  const share = random.pick([0.2, 0.6, 1]);
  return random.weighted<Naming[]>([
    [45, []],
    [30, [{ customer: fresh, share, from: 0, to: 1 }]],
    [20, [{ customer: known, share, from: 0, to: 1 }]],
    [
      5,
      [
        { customer: known, share, from: 0, to: 0.5 },
        { customer: fresh, share, from: 0.5, to: 1 },
      ],
    ],
  ]);
};

const another = (random: Random, numbers: Numbers, now: number): Party => {
  const kind = random.weighted([
    [640, 'single'],
    [120, 'family'],
    [14, 'business'],
    [7, 'downstream'],
    [2, 'staff'],
    [120, 'stranger'],
  ] as const);
  switch (kind) {
    case 'single':
      return single(random, numbers, now);
    case 'family':
      return family(random, numbers, now);
    case 'business':
      return business(random, numbers, now);
    case 'downstream':
      return business(random, numbers, now, `c-${random.int(1, resellers)}`);
    case 'staff':
      return staff(random, numbers, now);
    case 'stranger': {
      const party = stranger(random, numbers);
      party.members[0].namings = namingsOf(random, numbers);
      return party;
    }
  }
};

export const cityOf = (seed: string, people: number, now: number): Party[] => {
  const random = randomFrom(`${seed}/city`);
  const numbers: Numbers = { person: 0, customer: 0 };
  const parties: Party[] = [];
  for (let i = 0; i < resellers; i++) parties.push(reseller(random, numbers, now, i % 3 === 2));
  while (numbers.person < people) parties.push(another(random, numbers, now));
  twist(parties, randomFrom(`${seed}/twists`), now);
  return parties;
};
