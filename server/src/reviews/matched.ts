import type { Returned } from '@rollcall/shared';
import { differenceOf } from './intervals.js';

/** Customers alike in type, stage, tenure and activity: how many were looked at, how many came back. */
export interface Stratum {
  affected: number;
  affectedBack: number;
  unaffected: number;
  unaffectedBack: number;
}

/**
 * Whether the affected came back less than others who are alike. Strata without either are left out; the
 * unaffected are weighted as the affected are spread (direct standardisation), and count for as many as
 * weights so uneven leave of them (Kish).
 */
export const compareReturn = (days: number, strata: Iterable<Stratum>): Returned => {
  const all = [...strata];
  const matched = all.filter(({ affected, unaffected }) => affected > 0 && unaffected > 0);
  const affected = all.reduce((sum, each) => sum + each.affected, 0);
  const n = matched.reduce((sum, each) => sum + each.affected, 0);
  const unaffected = matched.reduce((sum, each) => sum + each.unaffected, 0);
  const basis = { days, n, affected, unaffected, strata: matched.length };
  const nothing = { shareAffected: null, shareUnaffected: null, difference: null };
  if (affected === 0) return { ...basis, ...nothing, reason: 'no known customer was affected' };
  if (n === 0) {
    const reason = 'no customer alike was active at the same time and not affected';
    return { ...basis, ...nothing, reason };
  }
  let [back, standardised, unevenness] = [0, 0, 0];
  for (const each of matched) {
    const weight = each.affected / n;
    back += each.affectedBack;
    standardised += (weight * each.unaffectedBack) / each.unaffected;
    unevenness += weight ** 2 / each.unaffected;
  }
  const difference = differenceOf(
    { share: back / n, n },
    { share: standardised, n: 1 / unevenness },
  );
  return {
    ...basis,
    shareAffected: back / n,
    shareUnaffected: standardised,
    difference,
    reason: null,
  };
};
