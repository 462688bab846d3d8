/** Intervals of 95 %: of shares and of other means between two ends, by clusters. */

const z95 = 1.959964;
const z90 = 1.644854;

/** Φ, after Abramowitz and Stegun 26.2.17; wrong by less than 1e-7. */
export const normal = (x: number): number => {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const tail =
    density *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x >= 0 ? 1 - tail : tail;
};

/**
 * How many standard errors go beyond both ends of a range so that it holds a truth anywhere in it 95 times in
 * 100 (Imbens and Manski 2004): 1.96 for a point, down to 1.645 where the ends are far apart.
 * @param gap between the ends, in the larger of their standard errors
 */
export const marginOf = (gap: number): number => {
  let [low, high] = [z90, z95];
  for (let i = 0; i < 30; i++) {
    const c = (low + high) / 2;
    if (normal(c + gap) - normal(-c) < 0.95) low = c;
    else high = c;
  }
  return high;
};

/** Votes, or answers scaled to 0…1: how many clusters, their mean, and the variance of that mean. */
export interface Mean {
  n: number;
  mean: number;
  variance: number;
}

/** The mean of n independent values, from their sum and the sum of their squares. */
export const meanOf = (n: number, sum: number, square: number): Mean => {
  const mean = sum / n;
  const spread = Math.max(0, square - sum * mean);
  // one value more, as wide apart as ok and failed: a few that agree prove little
  return { n, mean, variance: (spread + mean * (1 - mean)) / (n * n) };
};

/** n · mean · (1 − mean) from which the spread of votes is taken at its word. */
const enoughUnlike = 4;

/**
 * Wilson's interval for a mean between 0 and 1, with as many independent values as its variance is worth.
 * Holds at both ends, where mean ± error would be a point.
 * @param margin in standard errors
 */
export const wilson = ({ n, mean, variance }: Mean, margin = z95): [low: number, high: number] => {
  const binary = mean * (1 - mean);
  let worth = binary > 0 && variance > 0 ? binary / variance : n;
  // that votes lie closer together than all or nothing is believed once enough of them are not alike
  if (worth > n) worth = n * (worth / n) ** Math.min(1, (n * binary) / enoughUnlike);
  const z2 = margin * margin;
  const middle = (mean + z2 / (2 * worth)) / (1 + z2 / worth);
  const reach = (margin * Math.sqrt(binary / worth + z2 / (4 * worth * worth))) / (1 + z2 / worth);
  return [Math.max(0, Math.min(mean, middle - reach)), Math.min(1, Math.max(mean, middle + reach))];
};

/**
 * How the expected voters are there, as shares of all who are expected: those who are met, and those who are
 * missing from where something is wrong, whether or not they are met elsewhere. Standard error: of the low end.
 */
export interface Presence {
  share: number;
  missing: number;
  /** The mean vote of those who are met though they are missing from where something is wrong. */
  meanBeside: number;
  error: number;
  /** Correlation of this error with that of the votes: who fails and can tell is not missing. */
  withVotes: number;
}

export const everybody: Presence = { share: 1, missing: 0, meanBeside: 1, error: 0, withVotes: 0 };

/**
 * The share who are well among the expected, if whoever is missing is not. Who is missing and is met elsewhere is
 * among those who are there, too; whatever they say there, they are not well once, not twice. (Where the shares
 * add up to less than everybody, the rest is not missing from any trouble, and fares like these.)
 */
export const lowEnd = (
  mean: number,
  { share, missing, meanBeside }: Pick<Presence, 'share' | 'missing' | 'meanBeside'>,
): number => {
  const twice = share + missing - 1;
  const unwell = missing + (1 - mean) * share - (1 - meanBeside) * twice;
  return Math.max(0, Math.min(mean, 1 - unwell));
};

/**
 * The range of the share who are well among the expected, from those who are there: at its low end the missing
 * are not well, at its high end they are like the others. Errors of the votes and of the presence are added as
 * MOVER does, with their correlation (Zou and Donner 2008).
 */
export const expectedRange = (votes: Mean, presence: Presence): [low: number, high: number] => {
  const end = lowEnd(votes.mean, presence);
  const present = Math.min(1, presence.share);
  const reachOf = (margin: number): number => {
    const ofVotes = present * (votes.mean - wilson(votes, margin)[0]);
    const ofPresence = margin * presence.error;
    const square = ofVotes ** 2 + ofPresence ** 2 + 2 * presence.withVotes * ofVotes * ofPresence;
    // where they cancel out, rounding may leave less than nothing
    return Math.sqrt(Math.max(0, square));
  };
  const error = Math.max(reachOf(z95) / z95, 1e-9);
  // a gap that may be chance is none: both ends are one point then (Stoye 2009)
  const gap = Math.max(0, votes.mean - end - z90 * presence.error);
  const margin = marginOf(gap / error);
  return [Math.max(0, end - reachOf(margin)), wilson(votes, margin)[1]];
};
