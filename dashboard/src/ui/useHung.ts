import { onScopeDispose, readonly, ref, type Ref } from 'vue';

/** A screen that hangs on a wall: all is on it at once, large. Style sheets ask the same. */
const hungQuery = '(width >= 1600px) and (height >= 850px)';

export const useHung = (): Readonly<Ref<boolean>> => {
  const query = matchMedia(hungQuery);
  const hung = ref(query.matches);
  const reread = () => (hung.value = query.matches);
  query.addEventListener('change', reread);
  onScopeDispose(() => query.removeEventListener('change', reread));
  return readonly(hung);
};
