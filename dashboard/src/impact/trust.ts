import type { Affected, Impact } from '@rollcall/shared';

/** What may be said of a count: a number is exact, or it says how it may be wrong. */

export const affectedNow = ({ failing, unseen }: Pick<Affected, 'failing' | 'unseen'>): number =>
  failing + unseen;

/** Share of those who were active; null where there is nothing to compare with. */
export const shareOf = (part: number, of: number): number | null => (of > 0 ? part / of : null);

export interface Trust {
  /** Customers may be more: not every failure's customer is known. */
  customersAtLeast: boolean;
  /** Everything may be more: the record begins after the onset. */
  since: number | null;
  stillCounting: boolean;
}

export const trustOf = ({ coverage, unidentified, atLeastSince, complete }: Impact): Trust => ({
  customersAtLeast:
    (coverage !== null && coverage < 1) || unidentified > 0 || atLeastSince !== null,
  since: atLeastSince,
  stillCounting: !complete,
});

export type Subject = 'customers' | 'users';

/** Customers are the headline, unless not one of those affected is known yet. */
export const headlineOf = ({ customers, users }: Impact): Subject =>
  customers.ever === 0 && users.ever > 0 ? 'users' : 'customers';
