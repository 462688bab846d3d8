import { mostSlices, type IncidentSlices, type SliceRestoration } from '@rollcall/shared';
import { failing, recovered, unseen } from '../impact/judge.js';
import type { AffectedVisit } from '../impact/tally.js';

/** Users or customers of one slice: the gravest state of each. */
class States {
  private readonly of = new Map<number, number>();

  raise(party: number, state: number): void {
    if (state > (this.of.get(party) ?? 0)) this.of.set(party, state);
  }

  counts(): SliceRestoration['users'] {
    const found = [0, 0, 0, 0];
    for (const state of this.of.values()) found[state]++;
    return {
      ever: this.of.size,
      failing: found[failing],
      unseen: found[unseen],
      recovered: found[recovered],
    };
  }
}

interface Gathered {
  slice: AffectedVisit['slice'];
  users: States;
  customers: States;
  firstFailed: number;
  lastFailed: number;
  /** Last ok of each who recovered. */
  oks: number[];
}

/** Gathers what a tally visits by slice: where it still fails, and where not any more. */
export class Restoration {
  private readonly found = new Map<string, Gathered>();

  add({ slice, own, below, user, customer, state, ...times }: AffectedVisit): void {
    if (own) return;
    const key = JSON.stringify([slice.service, slice.region, slice.channel]);
    let gathered = this.found.get(key);
    if (!gathered) {
      const [users, customers] = [new States(), new States()];
      const { firstFailed, lastFailed } = times;
      gathered = { slice, users, customers, firstFailed, lastFailed, oks: [] };
      this.found.set(key, gathered);
    }
    gathered.users.raise(user, state);
    if (customer >= 0 && !below) gathered.customers.raise(customer, state);
    gathered.firstFailed = Math.min(gathered.firstFailed, times.firstFailed);
    gathered.lastFailed = Math.max(gathered.lastFailed, times.lastFailed);
    if (state === recovered) gathered.oks.push(times.lastOk);
  }

  /** Where it fails first, then by customers. */
  slices(): SliceRestoration[] {
    const graveness = { failing: 0, quiet: 1, restored: 2 };
    return [...this.found.values()]
      .map(told)
      .sort(
        (a, b) =>
          graveness[a.state] - graveness[b.state] ||
          b.customers.ever - a.customers.ever ||
          b.users.ever - a.users.ever,
      );
  }
}

const told = ({ slice, users, customers, oks, ...times }: Gathered): SliceRestoration => {
  const counts = users.counts();
  const { service, region, channel } = slice;
  let back = Infinity;
  for (const ok of oks) if (ok > times.lastFailed && ok < back) back = ok;
  const restored = counts.failing === 0 && back < Infinity;
  return {
    service,
    region,
    channel,
    state: counts.failing > 0 ? 'failing' : restored ? 'restored' : 'quiet',
    users: counts,
    customers: customers.counts(),
    firstFailed: times.firstFailed,
    lastFailed: times.lastFailed,
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
