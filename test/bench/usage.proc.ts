import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';

/** What a process has used so far. */
export interface Usage {
  /** User and system time, µs. */
  cpu: number;
  /** Resident memory, MB. */
  rss: number;
}

/** Linux counts processor time in hundredths of a second (USER_HZ; proc(5)). */
const tickUs = 10_000;

/** Reads /proc; undefined where there is none. */
export const usageOf = (pid: number): Usage | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // after the name, which may hold anything: state is the first field, utime the 12th, stime the 13th
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return { cpu: (Number(fields[11]) + Number(fields[12])) * tickUs, rss: Number(rss) / 1_024 };
  } catch {
    return undefined;
  }
};

/** The machine's load, to be read beside every figure. */
export const load = (): string => loadavg()[0].toFixed(1);

/** Least squares: how much `values` rise with each unit of `times`. */
export const slopeOf = (times: number[], values: number[]): number => {
  const mean = (list: number[]): number => list.reduce((sum, x) => sum + x, 0) / list.length;
  const [t, v] = [mean(times), mean(values)];
  const covariance = times.reduce((sum, time, i) => sum + (time - t) * (values[i] - v), 0);
  const variance = times.reduce((sum, time) => sum + (time - t) ** 2, 0);
  return variance === 0 ? 0 : covariance / variance;
};
