import { ref, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ApiFailure } from '../access/api.source.js';

/** Does something to the incident by a part of its address; resolves to what went wrong, if anything. */
export type Act = (
  part: string,
  body?: unknown,
  method?: 'POST' | 'DELETE',
) => Promise<ApiFailure | undefined>;

/** One form's deed: that it is under way, and what went wrong, in words. */
export const useDeed = (
  act: Act,
): {
  busy: Ref<boolean>;
  problem: Ref<string>;
  /** True: done. */
  perform: (...deed: Parameters<Act>) => Promise<boolean>;
} => {
  const { t } = useI18n();
  const busy = ref(false);
  const problem = ref('');
  const perform = async (...deed: Parameters<Act>): Promise<boolean> => {
    busy.value = true;
    const failure = await act(...deed);
    busy.value = false;
    if (!failure) problem.value = '';
    else if (failure.status === 403) problem.value = t('page.forbidden');
    else problem.value = t('page.failed', { detail: failure.detail });
    return !failure;
  };
  return { busy, problem, perform };
};
