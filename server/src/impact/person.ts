import type { AffectedState } from '@rollcall/shared';
import type { Match } from '../directory/lookup.js';
import type { SliceName } from '../fold/index-entry.js';
import type { ImpactCount } from './impact-count.js';
import { judge, stateNames, type TallyContext } from './tally.js';

/** How an incident met one person or customer. Times are epoch ms. */
export interface PersonImpact {
  state: AffectedState;
  /** First failure. */
  since: number;
  /** When they were well again; null while they are not. */
  backAt: number | null;
  slices: SliceName[];
}

/** How an incident met a user or a customer; undefined when it did not. */
export const personIn = (
  count: ImpactCount,
  match: Match,
  context: TallyContext,
): PersonImpact | undefined => {
  const { people } = context;
  const now = Math.min(context.now, count.window.end ?? Infinity);
  /** (user, slice) → extremes over the user's identities. */
  const merged = new Map<
    string,
    { slice: SliceName; failures: number; first: number; last: number; ok: number }
  >();
  count.tables.forEach((table, p) => {
    for (let r = 0; r < table.size; r++) {
      const { identity, named } = context.subject(p, count.subjectOf(p, table.subject[r]));
      const user = people.userOf(identity);
      const meant =
        match.user >= 0
          ? user === match.user
          : people.customerAt(identity, named, table.firstSeen[r]) === match.customer;
      if (!meant) continue;
      const slice = context.slice(p, table.slice[r]);
      const key = JSON.stringify([user, slice.service, slice.region, slice.channel]);
      let into = merged.get(key);
      if (!into) merged.set(key, (into = { slice, failures: 0, first: Infinity, last: 0, ok: 0 }));
      into.ok = Math.max(into.ok, table.lastOk[r]);
      if (table.failures[r] === 0) continue;
      into.failures += table.failures[r];
      into.first = Math.min(into.first, table.firstFailed[r]);
      into.last = Math.max(into.last, table.lastFailed[r]);
    }
  });
  const met = [...merged.values()].filter(
    ({ failures, slice }) => failures > 0 && failures >= context.threshold(slice.service),
  );
  if (met.length === 0) return undefined;
  const state = Math.max(...met.map(({ last, ok }) => judge(last, ok, now)));
  return {
    state: stateNames[state] as AffectedState,
    since: Math.min(...met.map(({ first }) => first)),
    backAt: stateNames[state] === 'recovered' ? Math.max(...met.map(({ ok }) => ok)) : null,
    slices: [...new Set(met.map(({ slice }) => slice))],
  };
};
