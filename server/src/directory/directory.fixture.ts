import { People } from './people.js';
import { toStatement } from './statement.js';

/** Puts customers, as a PUT at `statedAt` would. Throws where the PUT would be refused. */
export const put = (people: People, statedAt: number, ...customers: object[]): void => {
  for (const customer of customers) {
    const statement = toStatement(customer, statedAt);
    if (!statement.ok) throw new Error(statement.error.detail);
    people.state(statement.value);
  }
};

/** A directory in which all was said at once, at time 0. */
export const directoryOf = (...customers: object[]): People => {
  const people = new People();
  put(people, 0, ...customers);
  return people;
};
