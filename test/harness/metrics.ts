import type { Client } from './client.js';
import { until } from './until.js';

/** The counters an operator sees, read as Prometheus would read them. */
export interface Counters {
  accepted: number;
  folded: number;
  lagSeconds: number;
}

const valueOf = (text: string, name: string): number => {
  const lines = text
    .split('\n')
    .filter((line) => line.startsWith(name) && /^[{ ]/.test(line.slice(name.length)));
  if (lines.length === 0) throw new Error(`no metric ${name}`);
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
};

export const countersOf = async (client: Client): Promise<Counters> => {
  const response = await client.fetch('/metrics');
  const text = await response.text();
  if (!response.ok) throw new Error(`/metrics answered ${response.status}`);
  return {
    accepted: valueOf(text, 'rollcall_signals_accepted_total'),
    folded: valueOf(text, 'rollcall_signals_folded_total'),
    lagSeconds: valueOf(text, 'rollcall_fold_lag_seconds'),
  };
};

/** Waits until as many signals have been counted as were acknowledged; more are as wrong as fewer. */
export const untilFolded = async (
  client: Client,
  acknowledged: number,
  withinMs = 60_000,
): Promise<Counters> =>
  until(
    `${acknowledged} signals are folded`,
    async () => {
      const counters = await countersOf(client);
      if (counters.folded < acknowledged) throw new Error(JSON.stringify(counters));
      return counters;
    },
    { withinMs },
  );
