import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { root } from '../harness/paths.js';

interface Finding {
  id: string;
  impact: string | null;
  nodes: { target: string[]; failureSummary?: string }[];
}

const axe = readFileSync(
  createRequire(`${root}/test/package.json`).resolve('axe-core/axe.min.js'),
  'utf8',
);
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds serious or critical on the page as it is, each with where; WCAG 2.2 AA and good practice. */
export const seriousFindings = async (page: Page): Promise<string[]> => {
  // evaluated over the debugger's protocol, so the page's own policy on scripts stays as it is
  await page.evaluate(axe);
  const findings = await page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as {
      axe: { run: (what: Document, how: object) => Promise<{ violations: Finding[] }> };
    };
    return (await axe.run(document, { runOnly: tags })).violations;
  }, rules);
  return findings
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
};
