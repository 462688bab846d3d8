import { onScopeDispose, readonly, ref, type Ref } from 'vue';

const useMedia = (media: string): Readonly<Ref<boolean>> => {
  const query = matchMedia(media);
  const matches = ref(query.matches);
  const reread = () => (matches.value = query.matches);
  query.addEventListener('change', reread);
  onScopeDispose(() => query.removeEventListener('change', reread));
  return readonly(matches);
};

/** A screen that hangs on a wall: all is on it at once, large. Style sheets ask the same. */
export const useHung = (): Readonly<Ref<boolean>> =>
  useMedia('(width >= 1600px) and (height >= 850px)');

/** A phone, or a window as narrow. */
export const useNarrow = (): Readonly<Ref<boolean>> => useMedia('(width < 40rem)');
