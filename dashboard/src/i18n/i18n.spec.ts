import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { literalsIn } from './literals.fixture.js';
import { createTexts, loadTexts } from './index.js';
import { chooseLocale, localeNames, pluralForms, pluralRuleOf, type Locale } from './plural.js';

type Tree = { [key: string]: string | Tree };

const flat = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`),
  );
const textsOf = async (locale: Locale) => new Map(flat(await loadTexts(locale)));

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
const formsOf = (text: string) => text.split('|').map((form) => form.trim());

const source = join(import.meta.dirname ?? __dirname, '..');
const sources = (readdirSync(source, { recursive: true }) as string[])
  .filter((file) => /\.(vue|ts)$/.test(file) && !/\.(spec|fixture|fake)\.ts$|^i18n\//.test(file))
  .map((file) => [file, readFileSync(join(source, file), 'utf8')] as const);

let english: Map<string, string>;
/** Keys as the code writes them; `${…}` in a key stands for any one part of it. */
let used: (readonly [file: string, key: string])[];
beforeAll(async () => {
  english = await textsOf('en');
  const tops = new Set([...english.keys()].map((key) => key.split('.')[0]));
  used = sources.flatMap(([file, code]) =>
    [
      ...code.matchAll(
        /(?:\bt\(\s*|keypath=|return |\? |: |key: )(['"`])([a-z]\w*(?:\.(?:\w|\$\{[^}]*\})+)+)\1/gi,
      ),
    ]
      .map((match) => match[2])
      .filter((key) => tops.has(key.split('.')[0]))
      .map((key) => [file, key] as const),
  );
});

const pattern = (key: string) =>
  new RegExp(`^${key.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '\\w+')}$`);

describe.each(localeNames)('texts in %s', (locale) => {
  it('say everything, with the same placeholders', async () => {
    const said = await textsOf(locale);
    expect([...said.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of said) {
      expect([key, placeholders(text)]).toEqual([key, placeholders(english.get(key)!)]);
      expect(text.trim()).not.toBe('');
    }
  });

  it('have each form that the language counts in, where English has two', async () => {
    const forms = pluralForms[locale].length;
    for (const [key, text] of await textsOf(locale)) {
      const counted = formsOf(english.get(key)!).length > 1;
      expect([key, formsOf(text).length]).toEqual([key, counted ? forms : 1]);
    }
  });

  it('know the form of every whole number', () => {
    const rules = new Intl.PluralRules(locale);
    const rule = pluralRuleOf(locale);
    for (let n = 0; n < 1_200; n += 1) {
      expect(pluralForms[locale][rule(n)]).toBe(rules.select(n));
    }
  });
});

describe('texts', () => {
  it.each([
    ['en', '1 person', '3 people', '5 people'],
    ['de', '1 Mensch', '3 Menschen', '5 Menschen'],
    ['sk', '1 človek', '3 ľudia', '5 ľudí'],
    ['zh', '1 人', '3 人', '5 人'],
  ] as const)('%s counts: %s, %s, %s', async (locale, one, few, many) => {
    const { t } = createTexts(locale, await loadTexts(locale)).global;
    const said = (count: number) => t('wall.incident.users', { count }, count);
    expect([said(1), said(3), said(5)]).toEqual([one, few, many]);
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

  it('stand in no template: every word a reader sees has a key', () => {
    const literal = sources
      .filter(([file]) => file.endsWith('.vue'))
      .flatMap(([file, code]) => literalsIn(code).map((words) => `${file}: ${words}`));
    expect(literal).toEqual([]);
  });

  it('finds a literal where there is one', () => {
    expect(
      literalsIn('<template><p title="A word">Two {{ t("x.y") }} <b>·</b></p></template>'),
    ).toEqual(['A word', 'Two']);
    expect(literalsIn('<template><p>{{ on ? "Yes" : t("x.y") }} → 4</p></template>')).toEqual([
      'Yes',
    ]);
  });

  it('speaks the first language asked for that it knows', () => {
    expect(chooseLocale([null, 'fr-FR', 'de-AT', 'en'])).toBe('de');
    expect(chooseLocale(['zh-Hant-TW'])).toBe('zh');
    expect(chooseLocale(['toString'])).toBe('en');
    expect(chooseLocale([])).toBe('en');
  });
});
