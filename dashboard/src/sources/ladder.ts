import type { DirectorySize, Door, SourceView } from '@rollcall/shared';

/** How far a company is on the way to knowing who is affected: one rung for each thing that is missing. */

export const rungs = ['signals', 'customers', 'people', 'beacon', 'traces', 'checks'] as const;
export type RungName = (typeof rungs)[number];

export interface Rung {
  name: RungName;
  state: 'done' | 'partly' | 'open';
  /** What it is measured by, 0 to 1; null: nothing to measure. */
  share: number | null;
  /** How many: customers that are known. */
  count: number | null;
}

/** From this share on it is as good as all. */
const nearlyAll = 0.95;
/** A source not heard of for this long no longer carries a rung, ms. */
const heardWithinMs = 86_400_000;

const graded = (name: RungName, share: number | null, count: number | null = null): Rung => ({
  name,
  state: share === null || share === 0 ? 'open' : share >= nearlyAll ? 'done' : 'partly',
  share,
  count,
});

const done = (name: RungName, reached: boolean, count: number | null = null): Rung => ({
  name,
  state: reached ? 'done' : 'open',
  share: null,
  count,
});

/** Of all that named nobody or somebody, how many named somebody; sources weigh by what they send. */
const identifiedShare = (sources: readonly SourceView[]): number | null => {
  let [weight, named] = [0, 0];
  for (const { identified, lastHour, accepted } of sources) {
    if (identified === null) continue;
    const sent = lastHour.reduce((sum, n) => sum + n, 0) || Math.min(1, accepted);
    weight += sent;
    named += identified * sent;
  }
  return weight === 0 ? null : named / weight;
};

/**
 * @param coverage share of failed tries whose customer is known; null: nothing failed lately
 * @param now wall clock, epoch ms
 */
export const ladderOf = (
  sources: readonly SourceView[],
  directory: DirectorySize | undefined,
  coverage: number | null,
  now: number,
): Rung[] => {
  const heard = sources.filter(({ seenAt }) => seenAt > now - heardWithinMs);
  const by = (door: Door): boolean =>
    heard.some((source) => source.door === door && source.accepted > 0);
  const customers = directory?.customers ?? 0;
  const known = customers > 0 && coverage !== null;
  return [
    done('signals', by('api') || by('otlp') || by('beacon')),
    known ? graded('customers', coverage, customers) : done('customers', customers > 0, customers),
    graded('people', identifiedShare(heard)),
    done('beacon', by('beacon')),
    done('traces', by('otlp')),
    done('checks', by('probe')),
  ];
};

/** How many rungs are behind one; one that is half climbed counts half. */
export const climbed = (ladder: readonly Rung[]): number =>
  ladder.reduce((sum, { state }) => sum + { done: 1, partly: 0.5, open: 0 }[state], 0);
