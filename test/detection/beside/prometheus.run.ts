import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Child } from '../../harness/child.js';
import type { Cleanup } from '../../harness/cleanup.js';
import { freePort } from '../../harness/ports.js';
import { Hopeless, until } from '../../harness/until.js';

const found = (name: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((path) => join(path, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });

const needed = (name: string): string => {
  const file = found(name) ?? found(name.replace('prometheus-', ''));
  if (file) return file;
  throw new Error(
    `this needs ${name} on PATH: apt-get install --no-install-recommends prometheus prometheus-alertmanager`,
  );
};

/** As quick as it goes: scraped and evaluated every second, nothing waits for company. */
const prometheusConfig = (tower: number, alertmanager: number): string => `
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [rules.yml]
scrape_configs:
  - job_name: tries
    static_configs: [{ targets: ['127.0.0.1:${tower}'] }]
alerting:
  alertmanagers: [{ static_configs: [{ targets: ['127.0.0.1:${alertmanager}'] }] }]
`;

/**
 * A tenth of all tries over four scrapes, the shortest window in which one scrape may be lost. No workbook
 * would alert on so little; a longer window only takes longer.
 */
const rules = `
groups:
  - name: failures
    rules:
      - alert: CustomersFail
        for: 0s
        expr: >
          sum by (service) (rate(tries_total{outcome="failed"}[4s]))
          / sum by (service) (rate(tries_total[4s])) > 0.1
`;

const alertmanagerConfig = (tower: number): string => `
route: { receiver: tower, group_by: [service], group_wait: 0s, group_interval: 1s }
receivers:
  - name: tower
    webhook_configs: [{ url: 'http://127.0.0.1:${tower}/alert', send_resolved: false }]
`;

/** Starts Prometheus and its Alertmanager beside a tower. */
export const startPrometheus = async (cleanup: Cleanup, tower: number): Promise<void> => {
  const [prometheus, alertmanager] = [needed('prometheus'), needed('prometheus-alertmanager')];
  const dir = mkdtempSync(join(tmpdir(), 'rollcall-beside-'));
  cleanup.add(dir, (path) => rmSync(path, { recursive: true, force: true }));
  const [own, managers] = [await freePort(), await freePort()];
  writeFileSync(join(dir, 'prometheus.yml'), prometheusConfig(tower, managers));
  writeFileSync(join(dir, 'rules.yml'), rules);
  writeFileSync(join(dir, 'alertmanager.yml'), alertmanagerConfig(tower));
  const run = async (program: string, port: number, args: string[]): Promise<void> => {
    const child = cleanup.add(
      Child.program(program, [...args, `--web.listen-address=127.0.0.1:${port}`], dir),
      (c) => c.kill(),
    );
    await until(
      `${program} is ready`,
      async () => {
        if (!child.alive) throw new Hopeless(`it has ended: ${child.words}`);
        return (await fetch(`http://127.0.0.1:${port}/-/ready`)).ok;
      },
      { withinMs: 60_000 },
    );
  };
  await run(alertmanager, managers, [
    `--config.file=${join(dir, 'alertmanager.yml')}`,
    `--storage.path=${join(dir, 'alerts')}`,
    '--cluster.listen-address=',
  ]);
  await run(prometheus, own, [
    `--config.file=${join(dir, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(dir, 'data')}`,
  ]);
  await until('its first looks', async () => {
    const query = encodeURIComponent('count(rate(tries_total[4s]))');
    const answer = await fetch(`http://127.0.0.1:${own}/api/v1/query?query=${query}`);
    const { data } = (await answer.json()) as { data: { result: unknown[] } };
    return data.result.length > 0;
  });
};
