import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { routes } from '@rollcall/shared';

/** What the docs name has to be there, and what is there has to be in the docs. */

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const markdownIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return folder === '.' ? [] : markdownIn(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });

const files = [...markdownIn('.'), ...markdownIn('docs')];

/** As forges name a heading's anchor: words in lower case, blanks as hyphens, the rest gone. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

const anchorsIn = (file: string): string[] =>
  [...read(file).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => anchorOf(heading));

const linksIn = (file: string): string[] =>
  [...read(file).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/i.test(target));

/** Links of a file that lead nowhere. */
const brokenLinksIn = (file: string): string[] =>
  linksIn(file).filter((link) => {
    const [path, anchor] = link.split('#') as [string, string?];
    const target = path === '' ? file : join(dirname(file), path);
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && !anchorsIn(target).includes(anchor);
  });

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();
const captured = (text: string, pattern: RegExp): string[] =>
  sorted([...text.matchAll(pattern)].map(([, name]) => name));

describe('the docs', () => {
  it.each(files)('%s links to what is there', (file) => {
    expect(brokenLinksIn(file)).toEqual([]);
  });

  it('ARCHITECTURE.md walks by files that exist', () => {
    const named = captured(
      read('ARCHITECTURE.md'),
      /`((?:server|shared|dashboard|test|docker)\/[\w./-]+\.\w+)`/g,
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('ARCHITECTURE.md tells where each key of Redis lives, and how it is bounded', () => {
    const keys = captured(read('server/src/redis/keys.ts'), /^\s*\* \| ([a-z]+):\{p\}/gm);
    const told = captured(read('ARCHITECTURE.md'), /`([a-z]+):\{p\}/g);
    expect(told).toEqual(keys);
  });

  it('README.md explains every variable that the server reads, and no other', () => {
    const has = captured(read('server/src/config/env.ts'), /^ {2}([A-Z][A-Z_]+):/gm);
    const told = captured(read('README.md'), /^\| `([A-Z][A-Z_]+)` *\|/gm);
    expect(told).toEqual(has);
  });

  it('docs/api.md has every route of the contract, and no other', () => {
    const outsideTheContract = [
      'GET /api/v1/openapi.json',
      'GET /healthz',
      'GET /metrics',
      'GET /readyz',
      'POST /api/v1/session',
      'DELETE /api/v1/session',
    ];
    const has = Object.values(routes).map(({ method, path }) => `${method} ${path}`);
    const told = captured(read('docs/api.md'), /^### `((?:GET|POST|PUT|DELETE) \/\S*)`$/gm);
    expect(told).toEqual(sorted([...has, ...outsideTheContract]));
  });

  it('decision records are numbered without a gap', () => {
    const numbers = readdirSync(join(root, 'docs/adr')).map((name) => Number(name.slice(0, 4)));
    expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, i) => i + 1));
  });

  it('README.md names the test command', () => {
    expect(read('README.md')).toMatch(/^npm test$/m);
  });
});
