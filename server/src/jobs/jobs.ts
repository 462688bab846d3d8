import { z } from 'zod';

/** Every job by name: what it carries, and how many may run at once in one process. */
export const jobs = {
  /** Fold one partition's log. */
  fold: { data: z.object({ partition: z.number().int().min(0) }), concurrency: 16 },
  /** Work out the live view and publish it. */
  assess: { data: z.object({}), concurrency: 1 },
  /** Roll up who was there when, for the weeks to come. */
  history: { data: z.object({}), concurrency: 1 },
  /** Add what was counted to the series by minute and hour. */
  series: { data: z.object({}), concurrency: 1 },
  /** Trim the logs to their age and budget, the history and the series. */
  trim: { data: z.object({}), concurrency: 1 },
  /** Check one probe; on its schedule, and when it was changed. */
  probe: { data: z.object({ probe: z.string() }), concurrency: 20 },
  /** Bring the schedules of probes in line with what was decided. */
  probes: { data: z.object({}), concurrency: 1 },
} as const;

export type JobName = keyof typeof jobs;
export type JobData<N extends JobName> = z.infer<(typeof jobs)[N]['data']>;
export type JobHandler<N extends JobName> = (data: JobData<N>) => Promise<void>;

/** Jobs of the same id are one: a wake that comes while it runs makes it run once more after. */
export const jobId = <N extends JobName>(name: N, data: JobData<N>): string => {
  if (name === 'fold') return `fold-${(data as JobData<'fold'>).partition}`;
  return name === 'probe' ? `probe-${(data as JobData<'probe'>).probe}` : name;
};
