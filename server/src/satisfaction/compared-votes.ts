import type { SliceName } from '../slices/slice.js';
import type { Ballots } from './ballots.js';
import { countVotes, type Asked } from './count-votes.js';
import type { Tally } from './tally.js';
import { ordinaryWeeks, troubledSlices } from './expectation.js';
import { groupsOf } from './groups.js';
import type { Past } from './past.js';
import { usualUsersOf } from './usual-users.js';
import { witnessesOf } from './witnesses.js';

export interface Compared {
  /** The hour in question, and after it the same hour of past weeks. */
  hours: readonly Ballots[];
  slices: readonly SliceName[];
  /** Whether a slice is asked about. */
  hasSlice: (slice: number) => boolean;
  /** What customers are at the end of an hour, by its place in `hours`. */
  kindsOf: (hour: number) => Pick<Asked, 'kindOf' | 'stages' | 'unidentified'>;
  /** Whether an incident is under way in a slice. */
  inIncident: (slice: number) => boolean;
  panelShare: number;
}

/** Counts all hours by the same groups; what is troubled today is found on the way. */
export function* comparedVotes(compared: Compared): Generator<void, Past> {
  const { slices, inIncident, panelShare } = compared;
  let troubled = new Set([...slices.keys()].filter(inIncident));
  for (let round = 0; ; round++) {
    const [today, ...weeks] = yield* tallies(compared, troubled);
    const { groups } = today;
    const found = troubledSlices(groups, today, ordinaryWeeks(weeks), inIncident);
    const same = found.size === troubled.size && [...found].every((each) => troubled.has(each));
    if (same || round === 1) return { groups, today, weeks, panelShare };
    troubled = found;
  }
}

function* tallies(
  { hours, slices, hasSlice, kindsOf }: Compared,
  troubled: ReadonlySet<number>,
): Generator<void, Tally[]> {
  const groups = groupsOf(slices, hasSlice, (slice) => troubled.has(slice));
  const weeks = hours.slice(1);
  const usual = troubled.size > 0 ? usualUsersOf(weeks) : undefined;
  const witnesses = troubled.size > 0 ? witnessesOf(weeks, troubled) : undefined;
  const counted: Tally[] = [];
  for (const [hour, ballots] of hours.entries()) {
    // of today no past hour has to be left out
    const except = hour === 0 ? undefined : hour - 1;
    counted.push(
      yield* countVotes({
        ballots,
        groups,
        ...kindsOf(hour),
        ...(witnesses && { isWitness: witnesses(except) }),
        ...(usual && { usualUsers: usual(except) }),
      }),
    );
  }
  return counted;
}
