/** What a log takes, and what it may take. Times are epoch ms, wall clock. */
export interface LogBudget {
  oldest: number;
  usedBytes: number;
  budgetBytes: number;
  maxAgeMs: number;
}

/**
 * How much of the log's past to keep, ms: its age limit, or less when it has outgrown its budget.
 * A log fills evenly enough over time that cutting its span by the excess cuts its size as much;
 * the next run corrects what this one missed.
 */
export const keepMs = (
  { oldest, usedBytes, budgetBytes, maxAgeMs }: LogBudget,
  now: number,
): number => {
  const span = Math.max(0, now - oldest);
  const fits = usedBytes <= budgetBytes ? Infinity : span * (budgetBytes / usedBytes) * 0.95;
  return Math.min(maxAgeMs, fits);
};
