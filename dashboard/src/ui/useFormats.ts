import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useLive } from '../live/live.store.js';
import { formats, type Formats } from './format.js';

/** Intl formats in the language of the page; times are the reader's, or the story's on a demo's screens. */
export const useFormats = (): ComputedRef<Formats> => {
  const { locale } = useI18n({ useScope: 'global' });
  const live = useLive();
  return computed(() => formats(locale.value, undefined, live.storyClock));
};
