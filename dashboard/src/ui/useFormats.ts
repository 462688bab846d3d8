import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { formats, type Formats } from './format.js';

/** Intl formats in the language of the page. */
export const useFormats = (): ComputedRef<Formats> => {
  const { locale } = useI18n({ useScope: 'global' });
  return computed(() => formats(locale.value));
};
