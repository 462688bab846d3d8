import type { AffectedState } from '@rollcall/shared';
import type { Trial } from './trial.js';

/** Whether a user is affected, and how it stands with them: slice by slice, by event time alone. */
export interface Judgement {
  user: string;
  state: AffectedState;
  /** The customers that these failures counted for; undefined: nobody knows whose. */
  byCustomer: Map<string | undefined, { state: AffectedState; failures: number }>;
}

const recently = 10 * 60_000;

export const worst = (states: AffectedState[]): AffectedState =>
  (['failing', 'unseen'] as const).find((state) => states.includes(state)) ?? 'recovered';

const sliceOf = (t: Trial): string => JSON.stringify([t.service, t.region, t.channel]);

const groupBy = <K>(trials: Trial[], key: (trial: Trial) => K): Map<K, Trial[]> => {
  const groups = new Map<K, Trial[]>();
  for (const trial of trials) {
    const group = groups.get(key(trial));
    if (group) group.push(trial);
    else groups.set(key(trial), [trial]);
  }
  return groups;
};

const stateAfter = (failures: Trial[], oks: Trial[], now: number): AffectedState => {
  const lastFailed = failures.reduce((last, t) => Math.max(last, t.at), -Infinity);
  const lastOk = oks.reduce((last, t) => Math.max(last, t.at), -Infinity);
  if (lastFailed < lastOk) return 'recovered';
  return lastFailed >= now - recently ? 'failing' : 'unseen';
};

/**
 * `chosen` are the attempts whose failures count; a success counts whoever paid for it, so it is looked
 * for in `all`.
 */
export const judge = (
  chosen: Trial[],
  all: Trial[],
  now: number,
  needed: Record<string, number>,
): Judgement[] => {
  const failuresOf = groupBy(
    chosen.filter((t) => t.outcome === 'failed'),
    (t) => t.user,
  );
  const oksOf = groupBy(
    all.filter((t) => t.outcome === 'ok' && failuresOf.has(t.user)),
    (t) => t.user,
  );
  const judgements: Judgement[] = [];
  for (const [user, failures] of failuresOf) {
    const oks = oksOf.get(user) ?? [];
    const slices = [...groupBy(failures, sliceOf)].filter(
      ([, inSlice]) => inSlice.length >= (needed[inSlice[0].service] ?? 1),
    );
    if (slices.length === 0) continue;
    const stateOver = (of: (inSlice: Trial[]) => Trial[]): AffectedState =>
      worst(
        slices
          .filter(([, inSlice]) => of(inSlice).length > 0)
          .map(([slice, inSlice]) =>
            stateAfter(
              of(inSlice),
              oks.filter((ok) => sliceOf(ok) === slice),
              now,
            ),
          ),
      );
    const counted = slices.flatMap(([, inSlice]) => inSlice);
    const byCustomer: Judgement['byCustomer'] = new Map();
    for (const [customer, theirs] of groupBy(counted, (t) => t.customer)) {
      const state = stateOver((inSlice) => inSlice.filter((t) => t.customer === customer));
      byCustomer.set(customer, { state, failures: theirs.length });
    }
    judgements.push({ user, state: stateOver((inSlice) => inSlice), byCustomer });
  }
  return judgements;
};
