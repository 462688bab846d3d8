import { createI18n } from 'vue-i18n';
import { de } from './de.js';
import { en, type Messages } from './en.js';

export const locales = { en, de } satisfies Record<string, Messages>;
export type Locale = keyof typeof locales;

const isLocale = (value: string): value is Locale => Object.hasOwn(locales, value);

/** The first language asked for that we speak. */
export const chooseLocale = (wanted: readonly (string | null | undefined)[]): Locale =>
  wanted.map((tag) => tag?.toLowerCase().split('-')[0] ?? '').find(isLocale) ?? 'en';

export const createTexts = (locale: Locale) =>
  createI18n<[Messages], Locale, false>({
    legacy: false,
    locale,
    fallbackLocale: 'en',
    messages: locales,
  });
