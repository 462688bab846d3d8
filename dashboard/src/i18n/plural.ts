/** Languages we speak, and the forms each needs to count whole things. Pure; CLDR's rules are Intl's. */

export const localeNames = ['en', 'de', 'sk', 'zh'] as const;
export type Locale = (typeof localeNames)[number];

/** What a language calls itself. */
export const ownNames: Record<Locale, string> = {
  en: 'English',
  de: 'Deutsch',
  sk: 'Slovenčina',
  zh: '简体中文',
};

/** What `<html lang>` says: the script too, where fonts and screen readers go by it. */
export const languageTags: Record<Locale, string> = { en: 'en', de: 'de', sk: 'sk', zh: 'zh-Hans' };

/** Forms of a message with `|`, in their order: `jeden záznam | dva záznamy | päť záznamov`. */
export const pluralForms: Record<Locale, readonly Intl.LDMLPluralRule[]> = {
  en: ['one', 'other'],
  de: ['one', 'other'],
  sk: ['one', 'few', 'other'],
  zh: ['other'],
};

/** Which form of a message a number takes. */
export const pluralRuleOf = (locale: Locale): ((count: number) => number) => {
  const rules = new Intl.PluralRules(locale);
  const forms = pluralForms[locale];
  return (count) => {
    const form = forms.indexOf(rules.select(Math.abs(count)));
    return form < 0 ? forms.length - 1 : form;
  };
};

const isLocale = (value: string): value is Locale =>
  (localeNames as readonly string[]).includes(value);

/** The first language asked for that we speak. */
export const chooseLocale = (wanted: readonly (string | null | undefined)[]): Locale =>
  wanted.map((tag) => tag?.toLowerCase().split(/[-_]/)[0] ?? '').find(isLocale) ?? 'en';
