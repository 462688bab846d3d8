import type { CustomerInput } from '@rollcall/shared';
import { cityOf } from './city.js';
import { lifeOf } from './life.js';
import { type Outage, outageBefore } from './outage.js';
import { aliasesOf, type Member, type Party } from './party.js';
import type { Person } from './person.js';
import { randomFrom } from './random.js';
import { specialPeople } from './special.js';
import { isKnown } from './twists.js';

/** A whole story: an outage, everyone who lived through it, and what the directory is told of them. */
export interface Story {
  seed: string;
  now: number;
  outage: Outage;
  people: Person[];
  /** To be told in this order; each part may come before or after the failures. */
  told: {
    /** Every customer once, with most of its users' identities. */
    first: CustomerInput[];
    /** The same again, with the identities that were learned late. */
    aliases: CustomerInput[];
    /** Who became something else, and who moved to another payer, and from when. */
    changes: CustomerInput[];
  };
}

const usersOf = (members: Member[], without: (member: Member) => string[]) =>
  members.map((member) => {
    const missing = new Set(without(member));
    const aliases = aliasesOf(member).filter((alias) => !missing.has(alias));
    return aliases.length > 0 ? { id: member.id, aliases } : member.id;
  });

const toldOf = (parties: Party[]): Story['told'] => {
  const known = parties.filter(isKnown);
  const late = known.filter((party) => party.members.some((m) => m.lateAliases.length > 0));
  return {
    first: known.map(({ customer, members }) => ({
      ...customer,
      users: usersOf(members, (member) => member.lateAliases),
    })),
    aliases: late.map(({ customer, members }) => ({
      id: customer.id,
      users: usersOf(members, () => []),
    })),
    changes: known.flatMap((party) => party.changes),
  };
};

export const storyOf = (seed: string, people: number, now: number): Story => {
  const outage = outageBefore(now, seed);
  const special = specialPeople(now, outage);
  const parties = cityOf(seed, people - special.people.length, now);
  const random = randomFrom(`${seed}/lives`);
  const lives = parties.flatMap((party) =>
    party.members.map((member) => lifeOf(member, random, now, outage)),
  );
  return {
    seed,
    now,
    outage,
    people: [...special.people, ...lives],
    told: toldOf([...special.parties, ...parties]),
  };
};
