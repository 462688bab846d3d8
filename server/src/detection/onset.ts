import { divergence } from './likelihood.js';
import { evidenceOf, type Past } from './past.js';

/**
 * When something began: the beginning from which on a worse share, whichever it is, explains what happened better
 * than the usual one (the maximum of the generalised log-likelihood ratio, Siegmund and Venkatraman 1995). The
 * share of the window that it was found in would do less well: what has just begun is diluted in it. Epoch ms.
 *
 * @param from it began after this
 * @param usual share of tries that fail before
 */
export const onsetOf = (past: Past, end: number, from: number, usual: number): number => {
  let [ok, people, most, onset] = [0, 0, 0, end];
  past.walk(end, end - from, (bucket) => {
    ok += bucket.ok;
    if (bucket.failed === 0) return;
    // who tries again and again began nothing
    people += evidenceOf(bucket.failed, bucket.nameless, bucket.failing).people;
    const votes = ok + people;
    const share = people / votes;
    const evidence = share > usual ? votes * divergence(share, usual) : 0;
    if (evidence <= most) return;
    most = evidence;
    onset = bucket.firstFailed;
  });
  return onset;
};
