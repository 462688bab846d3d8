import type { Affected, Impact } from '@rollcall/shared';

/** What may be said of a count: a number is exact, or it says how it may be wrong. */

export const affectedNow = ({ failing, unseen }: Pick<Affected, 'failing' | 'unseen'>): number =>
  failing + unseen;

/** Share of those who were active; null where there is nothing to compare with. */
export const shareOf = (part: number, of: number): number | null => (of > 0 ? part / of : null);

export interface Trust {
  /** Customers may be more: not every failure's customer is known. */
  customersAtLeast: boolean;
  /** Users may be more: only a part of what happens is sent, or some of it names nobody. */
  usersAtLeast: boolean;
  /** Everything may be more: the record begins after the onset. */
  since: number | null;
  stillCounting: boolean;
}

export const trustOf = ({
  coverage,
  unidentified,
  anonymous,
  sampling,
  atLeastSince,
  complete,
}: Impact): Trust => {
  const usersAtLeast =
    anonymous > 0 || (sampling !== null && sampling < 1) || atLeastSince !== null;
  return {
    usersAtLeast,
    customersAtLeast: usersAtLeast || (coverage !== null && coverage < 1) || unidentified > 0,
    since: atLeastSince,
    stillCounting: !complete,
  };
};

/** Whether one of the counts may be more than it says. */
export const atLeast = (trust: Trust, subject: Subject): boolean =>
  subject === 'customers' ? trust.customersAtLeast : trust.usersAtLeast;

export type Subject = 'customers' | 'users';

/** Customers are the headline, unless not one of those affected is known yet. */
export const headlineOf = ({ customers, users }: Impact): Subject =>
  customers.ever === 0 && users.ever > 0 ? 'users' : 'customers';
