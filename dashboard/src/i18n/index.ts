import { createI18n } from 'vue-i18n';
import type { Messages } from './en.js';
import { localeNames, pluralRuleOf, type Locale } from './plural.js';

/** Each language comes when it is spoken, and only then. */
const loaders: Record<Locale, () => Promise<Messages>> = {
  en: async () => (await import('./en.js')).en,
  de: async () => (await import('./de.js')).de,
  sk: async () => (await import('./sk.js')).sk,
  zh: async () => (await import('./zh.js')).zh,
};

export const loadTexts = (locale: Locale): Promise<Messages> => loaders[locale]();

/** The texts of one language; others can be added later by {@link speak}. */
export const createTexts = (locale: Locale, messages: Messages) =>
  createI18n<[Messages], Locale, false>({
    legacy: false,
    locale,
    // every language says everything, which a spec checks: there is nothing to fall back to
    fallbackLocale: false as const,
    pluralRules: Object.fromEntries(localeNames.map((name) => [name, pluralRuleOf(name)])),
    messages: { [locale]: messages } as Record<Locale, Messages>,
  });
