import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseLocale, locales } from './index.js';

type Tree = { [key: string]: string | Tree };

const flat = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`),
  );

const texts = Object.fromEntries(
  Object.entries(locales).map(([name, tree]) => [name, new Map(flat(tree as unknown as Tree))]),
);
const english = texts['en'];

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

const source = join(import.meta.dirname ?? __dirname, '..');
const sources = (readdirSync(source, { recursive: true }) as string[])
  .filter((file) => /\.(vue|ts)$/.test(file) && !/\.(spec|fixture|fake)\.ts$|^i18n\//.test(file))
  .map((file) => [file, readFileSync(join(source, file), 'utf8')] as const);

/** Keys as the code writes them; `${…}` in a key stands for any one part of it. */
const used = sources.flatMap(([file, code]) =>
  [
    ...code.matchAll(
      /(?:\bt\(\s*|keypath=|return |\? |: |key: )(['"`])([a-z]\w*(?:\.(?:\w|\$\{[^}]*\})+)+)\1/gi,
    ),
  ]
    .map((match) => match[2])
    .filter((key) => Object.hasOwn(locales.en, key.split('.')[0]))
    .map((key) => [file, key] as const),
);

const pattern = (key: string) =>
  new RegExp(`^${key.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '\\w+')}$`);

describe('texts', () => {
  it.each(Object.keys(locales))('%s says everything, with the same placeholders', (locale) => {
    const said = texts[locale];
    expect([...said.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of said) {
      expect([key, placeholders(text)]).toEqual([key, placeholders(english.get(key)!)]);
      expect(text.trim()).not.toBe('');
      expect([key, text.split('|').length]).toEqual([key, english.get(key)!.split('|').length]);
    }
  });

  it('has every key that the code asks for', () => {
    expect(used.length).toBeGreaterThan(40);
    const missing = used.filter(
      ([, key]) => ![...english.keys()].some((known) => pattern(key).test(known)),
    );
    expect(missing).toEqual([]);
  });

  it('carries no text that nothing asks for', () => {
    const patterns = used.map(([, key]) => pattern(key));
    const idle = [...english.keys()].filter((key) => !patterns.some((asked) => asked.test(key)));
    expect(idle).toEqual([]);
  });

  it('keeps the words of the engine out of the rooms', () => {
    const jargon = /\b(fold\w*|slices?|cells?|partitions?|unfolded)\b/i;
    expect([...english].filter(([, text]) => jargon.test(text))).toEqual([]);
  });

  it('speaks the first language asked for that it knows', () => {
    expect(chooseLocale([null, 'fr-FR', 'de-AT', 'en'])).toBe('de');
    expect(chooseLocale(['toString'])).toBe('en');
    expect(chooseLocale([])).toBe('en');
  });
});
