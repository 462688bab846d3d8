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

/** The one customer that an identity's signals named; none where they named several. */
const namedBy = (people: Person[]): Map<string, string | undefined> => {
  const named = new Map<string, string | undefined>();
  for (const person of people) {
    const sayings = [...person.attempts.filter((a) => !a.synthetic), ...person.remarks];
    for (const { identity, names } of sayings) {
      if (names === undefined) continue;
      named.set(
        identity,
        !named.has(identity) || named.get(identity) === names ? names : undefined,
      );
    }
  }
  return named;
};

const payerOf = (
  attempt: Attempt,
  directory: ToldDirectory,
  named: Map<string, string | undefined>,
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
  const named = namedBy(people);
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
