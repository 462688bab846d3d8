import type { Client } from '../harness/client.js';
import { countersOf, untilFolded } from '../harness/metrics.js';
import { until } from '../harness/until.js';
import type { Ledger } from './traffic.js';

/** A scenario's row in the table. */
export interface Verdict {
  scenario: string;
  kills: number;
  acknowledged: number;
  lost: number;
  doubled: number;
  seconds: number;
}

/** Failures that the incident's list of customers shows, by customer. */
const listed = async (client: Client, incident: string): Promise<Map<string, number>> => {
  const failures = new Map<string, number>();
  for (let cursor: string | undefined; ;) {
    const page = await client.call('listAffected', {
      params: { id: incident },
      query: { limit: '1000', cursor },
    });
    for (const item of page.items) failures.set(item.customer ?? '?', item.failures);
    if (page.next === null) return failures;
    cursor = page.next;
  }
};

const differences = (want: Map<string, number>, got: Map<string, number>) => {
  let lost = 0;
  let doubled = 0;
  for (const name of new Set([...want.keys(), ...got.keys()])) {
    const difference = (got.get(name) ?? 0) - (want.get(name) ?? 0);
    if (difference < 0) lost -= difference;
    else doubled += difference;
  }
  return { lost, doubled };
};

/**
 * Looks for every acknowledged signal: in the counters (`total`: all that this Redis ever acknowledged),
 * among the affected users, and among the failures of every single customer.
 */
export const verdictOn = async (
  client: Client,
  incident: string,
  ledger: Ledger,
  total: number,
): Promise<Omit<Verdict, 'scenario' | 'kills' | 'seconds'>> => {
  await untilFolded(client, total);
  const impact = await until('the incident has caught up', async () => {
    const found = await client.call('getImpact', { params: { id: incident } });
    return found.complete && found.users.ever >= ledger.users.size ? found : undefined;
  }).catch(() => client.call('getImpact', { params: { id: incident } }));
  const { accepted, folded } = await countersOf(client);
  const failures = differences(ledger.failuresOf, await listed(client, incident));
  const users = impact.users.ever - ledger.users.size;
  return {
    acknowledged: ledger.acknowledged,
    lost: Math.max(failures.lost, total - accepted, total - folded, -users, 0),
    doubled: Math.max(failures.doubled, accepted - total, folded - total, users, 0),
  };
};

export const tableOf = (verdicts: Verdict[]): string => {
  const columns = ['scenario', 'kills', 'acknowledged', 'lost', 'doubled', 'seconds'] as const;
  const rows = [
    columns,
    ...verdicts.map((verdict) => columns.map((name) => String(verdict[name]))),
  ];
  const widths = columns.map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows
    .map((row) =>
      row.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('  '),
    )
    .join('\n');
};
