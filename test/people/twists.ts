import type { CustomerInput, UserInput } from '@rollcall/shared';
import { aliasesOf, type Member, type Party } from './party.js';
import type { Random } from './random.js';

/** What makes lives less tidy: people move, customers become something else, apps name someone else. */

const minute = 60_000;

type Known = Party & { customer: CustomerInput };

export const isKnown = (party: Party): party is Known => party.customer !== undefined;

export const userOf = (member: Member): UserInput => ({
  id: member.id,
  aliases: aliasesOf(member),
});

/** In the thick of it, so that some of what they met lies before and some after. */
const duringTheOutage = (random: Random, now: number): number =>
  now - random.int(15 * minute, 50 * minute);

const becomesSomethingElse = (party: Known, random: Random, now: number): void => {
  const validFrom = duringTheOutage(random, now);
  const { id, type, stage } = party.customer;
  if (type === 'consumer' && random.chance(0.2))
    party.changes.push({ id, type: 'business', validFrom });
  else if (stage === 'subscriber') party.changes.push({ id, stage: 'former', validFrom });
  else party.changes.push({ id, stage: 'subscriber', validFrom });
};

/** The new payer states its whole list again, with the newcomer on it; the old one isn't asked. */
const moves = (mover: Member, to: Known, random: Random, now: number): void => {
  const newcomers = to.changes.flatMap((change) => change.users ?? []);
  const last = to.changes.findLast((change) => change.users !== undefined);
  const users = [...(last?.users ?? to.members.map(userOf)), userOf(mover)];
  if (newcomers.some((user) => typeof user !== 'string' && user.id === mover.id)) return;
  // one list after the other, in the order of time
  const notBefore = typeof last?.validFrom === 'number' ? last.validFrom : now - 50 * minute;
  to.changes.push({ id: to.customer.id, users, validFrom: notBefore + random.int(1, 10 * minute) });
};

/** Changes the parties in place; every twist is rare, and none rules out another. */
export const twist = (parties: Party[], random: Random, now: number): void => {
  const known = parties.filter(isKnown);
  const companies = known.filter(
    (party) => party.customer.type === 'business' && party.members.length <= 60,
  );
  const hiring = companies.filter((_, i) => i % 5 === 0).slice(0, 120);
  const settled = new Set<Party>(hiring);

  for (const party of known) {
    if (random.chance(0.02) && party.customer.type !== 'internal')
      becomesSomethingElse(party, random, now);
  }
  for (const company of hiring) {
    for (let i = 0; i < 2; i++) {
      const from = random.pick(known);
      if (settled.has(from)) continue;
      settled.add(from);
      moves(random.pick(from.members), company, random, now);
    }
  }
  for (const party of known) {
    for (const member of party.members) {
      if (!random.chance(0.01)) continue;
      const named = random.chance(0.5) ? random.pick(known).customer.id : `n-${random.int(1, 50)}`;
      member.namings = [{ customer: named, share: random.pick([0.3, 1]), from: 0, to: 1 }];
    }
  }
};
