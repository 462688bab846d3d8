import { readonly, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { remember } from '../ui/memory.store.js';
import { loadTexts } from './index.js';
import type { Messages } from './en.js';
import { languageTags, localeNames, type Locale } from './plural.js';

/** The page's language, and how to change it: at once, and remembered on this machine. */
export const useLanguage = () => {
  const texts = useI18n<[Messages], Locale>({
    useScope: 'global',
  });
  const busy = ref(false);

  const speak = async (next: Locale): Promise<void> => {
    if (next === texts.locale.value) return;
    busy.value = true;
    try {
      if (!texts.availableLocales.includes(next))
        texts.setLocaleMessage(next, await loadTexts(next));
      texts.locale.value = next;
      document.documentElement.lang = languageTags[next];
      remember('language', next);
    } finally {
      busy.value = false;
    }
  };

  return { locale: readonly(texts.locale), locales: localeNames, speak, busy: readonly(busy) };
};
