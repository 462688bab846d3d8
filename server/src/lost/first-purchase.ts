import type { Stage } from '@rollcall/shared';

/** What the directory says of who buys. */
export interface BuyerFacts {
  /** As of the purchase. */
  stage: Stage;
  /** From when on the directory has said anything of the stage, epoch ms; Infinity: never. */
  stageKnownFrom: number;
  /** Customer since, epoch ms; NaN: not known. */
  since: number;
}

const haveBought: readonly Stage[] = ['buyer', 'subscriber', 'former'];

/**
 * Whether the directory says that a purchase is not the customer's first. It has to say so of all weeks that
 * are compared alike: a stage that was first told yesterday holds for all time before, and would make buyers of
 * those who bought for the first time three weeks ago, but not of those who do today. So a stage counts where it
 * was known before the first of these weeks, or where the customer has been one since before it.
 * @param earliest beginning of the first week compared, epoch ms
 */
export const boughtBefore = (
  { stage, stageKnownFrom, since }: BuyerFacts,
  earliest: number,
): boolean => haveBought.includes(stage) && (stageKnownFrom <= earliest || since < earliest);

/** How far back who buys is looked for among those who bought, ms: what is kept of the first week's own past. */
const mostLookBack = 7 * 86_400_000;
const hour = 3_600_000;

/** The same for all weeks, so that none finds more earlier purchases than another. @param since of the history */
export const lookBackOf = (starts: readonly number[], since: number): number => {
  const known = Math.min(...starts.map((start) => start - since));
  return Math.floor(Math.max(0, Math.min(mostLookBack, known)) / hour) * hour;
};
