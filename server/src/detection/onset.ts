import { evidenceOf, type Past } from './past.js';

/**
 * When something began: the beginning from which on a worse share explains what happened better than the
 * usual one (the maximum of the CUSUM's log-likelihood ratio, Page 1954). Epoch ms.
 *
 * @param from it began after this
 * @param share of tries that fail since
 * @param usual share before
 */
export const onsetOf = (
  past: Past,
  end: number,
  from: number,
  share: number,
  usual: number,
): number => {
  const before = Math.min(usual, share / 3);
  const failure = Math.log(share / before);
  const success = Math.log((1 - share) / (1 - before));
  let evidence = 0;
  let most = 0;
  let onset = end;
  past.walk(end, end - from, ({ ok, failed, nameless, firstFailed, failing }) => {
    // who tries again and again began nothing
    const { people } = evidenceOf(failed, nameless, failing);
    evidence += people * failure + ok * success;
    if (failed === 0 || evidence <= most) return;
    most = evidence;
    onset = firstFailed;
  });
  return onset;
};
