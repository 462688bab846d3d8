import type { CustomerType, Outcome, Stage } from '@rollcall/shared';
import type { Attempt, Person, Slice } from '../people/person.js';
import type { ToldDirectory } from './directory.js';

/** An attempt of which we know who made it and who paid for them then. */
export interface Trial extends Slice {
  at: number;
  outcome: Outcome;
  user: string;
  /** undefined: nobody we know of. */
  customer: string | undefined;
  type: CustomerType | undefined;
  stage: Stage | undefined;
}

/** The customer each identity named last, by the time of saying it. */
const lastNamed = (people: Person[]): Map<string, string> => {
  const last = new Map<string, { at: number; customer: string }>();
  for (const person of people) {
    const sayings = [...person.attempts.filter((a) => !a.synthetic), ...person.remarks];
    for (const { at, identity, names } of sayings) {
      if (names === undefined) continue;
      const before = last.get(identity);
      if (!before || before.at <= at) last.set(identity, { at, customer: names });
    }
  }
  return new Map([...last].map(([identity, { customer }]) => [identity, customer]));
};

const payerOf = (
  attempt: Attempt,
  directory: ToldDirectory,
  named: Map<string, string>,
): string | undefined => {
  if (attempt.names !== undefined && directory.knows(attempt.names)) return attempt.names;
  const user = directory.userOf(attempt.identity);
  const told = user === undefined ? undefined : directory.payerOf(user, attempt.at);
  if (told !== undefined) return told;
  if (attempt.names !== undefined) return attempt.names;
  return user === undefined ? named.get(attempt.identity) : undefined;
};

/** All real attempts of these people, each with its user and its customer. */
export const trialsOf = (people: Person[], directory: ToldDirectory): Trial[] => {
  const named = lastNamed(people);
  return people.flatMap((person) =>
    person.attempts
      .filter((attempt) => !attempt.synthetic)
      .map((attempt) => {
        const customer = payerOf(attempt, directory, named);
        return {
          service: attempt.service,
          region: attempt.region,
          channel: attempt.channel,
          at: attempt.at,
          outcome: attempt.outcome,
          user: directory.userOf(attempt.identity) ?? attempt.identity,
          customer,
          type: customer === undefined ? undefined : directory.typeOf(customer, attempt.at),
          stage: customer === undefined ? undefined : directory.stageOf(customer, attempt.at),
        };
      }),
  );
};
