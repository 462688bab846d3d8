import { readonly, ref } from 'vue';
import { recall, remember } from './memory.store.js';
import { chooseScheme, type Scheme } from './scheme.js';

const scheme = ref<Scheme>('system');

const apply = (next: Scheme): void => {
  scheme.value = next;
  if (next === 'system') delete document.documentElement.dataset['scheme'];
  else document.documentElement.dataset['scheme'] = next;
};

/** Before the page is drawn: what the address asks for (`?theme=dark`), else what was chosen here before. */
export const startScheme = (asked: string | null): void =>
  apply(chooseScheme([asked, recall('theme')]));

/** Light or dark, and how to choose it; a choice is remembered on this machine. */
export const useScheme = () => ({
  scheme: readonly(scheme),
  choose: (next: Scheme): void => {
    apply(next);
    remember('theme', next === 'system' ? null : next);
  },
});
