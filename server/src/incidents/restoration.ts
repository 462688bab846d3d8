import { mostSlices, type IncidentSlices, type SliceRestoration } from '@rollcall/shared';
import { IntList } from '../directory/numbers.js';
import { failing, recovered, unseen } from '../impact/judge.js';
import type { AffectedVisit } from '../impact/tally.js';

/** What was met in one slice. */
interface Gathered {
  slice: AffectedVisit['slice'];
  /** Its number, in the order in which they were met. */
  number: number;
  firstFailed: number;
  lastFailed: number;
  /** Last ok of each who recovered. */
  oks: number[];
}

/**
 * Gathers what a tally visits by slice: where it still fails, and where not any more. Visits are kept in
 * columns and counted slice by slice at the end, because of a crowd there are millions.
 *
 * Size: 12 bytes a visit, and 8 for each who recovered.
 */
export class Restoration {
  private readonly found = new Map<string, Gathered>();
  /** The same by name as it was told: there are few, and many visits of each. */
  private readonly byName = new Map<AffectedVisit['slice'], Gathered>();
  private readonly users = new IntList(-1);
  /** −1: none who is affected by it. */
  private readonly customers = new IntList(-1);
  /** Slice × 4 + state. */
  private readonly met = new IntList(0);

  add(visit: AffectedVisit): void {
    if (visit.own) return;
    const { slice, state, firstFailed, lastFailed } = visit;
    const gathered = this.byName.get(slice) ?? this.named(slice);
    this.users.push(visit.user);
    this.customers.push(visit.below === true ? -1 : visit.customer);
    this.met.push(gathered.number * 4 + state);
    if (firstFailed < gathered.firstFailed) gathered.firstFailed = firstFailed;
    if (lastFailed > gathered.lastFailed) gathered.lastFailed = lastFailed;
    if (state === recovered) gathered.oks.push(visit.lastOk);
  }

  private named(slice: AffectedVisit['slice']): Gathered {
    const key = JSON.stringify([slice.service, slice.region, slice.channel]);
    const found = this.found.get(key) ?? {
      ...{ slice, number: this.found.size, oks: [] },
      ...{ firstFailed: Infinity, lastFailed: 0 },
    };
    this.found.set(key, found);
    this.byName.set(slice, found);
    return found;
  }

  /** Visits of each slice, by number. */
  private sorted(): Uint32Array[] {
    const met = this.met.all;
    const sizes = new Uint32Array(this.found.size);
    for (const each of met) sizes[each >> 2]++;
    const sorted = Array.from(sizes, (size) => new Uint32Array(size));
    sizes.fill(0);
    met.forEach((each, visit) => (sorted[each >> 2][sizes[each >> 2]++] = visit));
    return sorted;
  }

  /** Where it fails first, then by customers. */
  slices(): SliceRestoration[] {
    const graveness = { failing: 0, quiet: 1, restored: 2 };
    const sorted = this.sorted();
    const met = this.met.all;
    const [users, customers] = [
      new States(this.users.all, met),
      new States(this.customers.all, met),
    ];
    return [...this.found.values()]
      .map((each) => {
        const visits = sorted[each.number];
        return told(each, users.counts(visits), customers.counts(visits));
      })
      .sort(
        (a, b) =>
          graveness[a.state] - graveness[b.state] ||
          b.customers.ever - a.customers.ever ||
          b.users.ever - a.users.ever,
      );
  }
}

/** Users or customers by visit: the gravest state of each in some of the visits. */
class States {
  /** All zero between two counts. */
  private readonly states: Uint8Array;

  /** @param parties by visit; −1: nobody */
  constructor(
    private readonly parties: Int32Array,
    private readonly met: Int32Array,
  ) {
    this.states = new Uint8Array(parties.reduce((most, party) => Math.max(most, party), -1) + 1);
  }

  counts(visits: Uint32Array): SliceRestoration['users'] {
    const { parties, met, states } = this;
    const found = [0, 0, 0, 0];
    for (let i = 0; i < visits.length; i++) {
      const party = parties[visits[i]];
      const state = met[visits[i]] & 3;
      if (party < 0 || state <= states[party]) continue;
      found[states[party]]--;
      found[state]++;
      states[party] = state;
    }
    for (let i = 0; i < visits.length; i++) {
      const party = parties[visits[i]];
      if (party >= 0) states[party] = 0;
    }
    const ever = found[failing] + found[unseen] + found[recovered];
    return { ever, failing: found[failing], unseen: found[unseen], recovered: found[recovered] };
  }
}

type Counts = SliceRestoration['users'];

const told = (
  { slice, oks, firstFailed, lastFailed }: Gathered,
  users: Counts,
  customers: Counts,
): SliceRestoration => {
  const { service, region, channel } = slice;
  let back = Infinity;
  for (const ok of oks) if (ok > lastFailed && ok < back) back = ok;
  const restored = users.failing === 0 && back < Infinity;
  return {
    service,
    region,
    channel,
    state: users.failing > 0 ? 'failing' : restored ? 'restored' : 'quiet',
    users,
    customers,
    firstFailed,
    lastFailed,
    restoredSince: restored ? back : null,
  };
};

/** All places of an incident in short, and the gravest of them. */
export const slicesOf = (
  slices: readonly SliceRestoration[],
): Pick<IncidentSlices, 'failing' | 'quiet' | 'restored' | 'slices'> => {
  const having = (state: SliceRestoration['state']): number =>
    slices.filter((each) => each.state === state).length;
  return {
    failing: having('failing'),
    quiet: having('quiet'),
    restored: having('restored'),
    slices: slices.slice(0, mostSlices),
  };
};
