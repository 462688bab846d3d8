import type { Review } from '@rollcall/shared';
import { linesOf, type Line } from './lines.js';

/** Text as Markdown shows it: on one line, and none of it as markup. */
export const markdownText = (text: string): string =>
  text
    .replace(/[\r\n]+/g, ' ')
    .replace(/[\\`*_{}[\]()#+!|~>]/g, '\\$&')
    .replaceAll('<', '&lt;');

const shown = (value: Line['value']): string => {
  if (value === null) return 'not known';
  if (typeof value === 'string') return markdownText(value);
  return String(Math.round(value * 1_000) / 1_000);
};

const row = ({ what, value, unit, n, low, high }: Line): string => {
  const interval = low === null || high === null ? '' : `${shown(low)} to ${shown(high)}`;
  return `| ${markdownText(what)} | ${shown(value)} | ${unit} | ${n ?? ''} | ${interval} |`;
};

/** A review to read, or to paste where Markdown is read. */
export const markdownOf = (review: Review): string => {
  const parts = new Map<string, Line[]>();
  for (const line of linesOf(review)) parts.set(line.part, [...(parts.get(line.part) ?? []), line]);
  const sections = [...parts].map(([part, lines]) =>
    part === 'Method'
      ? `## Method\n\n${lines.map(({ value }) => `- ${shown(value)}`).join('\n')}\n\n${review.method.name}, version ${review.current.method.version}\n`
      : `## ${part}\n\n| | | | of | 95 % |\n| --- | --: | --- | --: | --- |\n${lines.map(row).join('\n')}\n`,
  );
  return `# Review of ${markdownText(review.id)}: ${markdownText(review.current.facts.title)}\n\n${sections.join('\n')}`;
};
