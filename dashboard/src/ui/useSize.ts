import { onMounted, onScopeDispose, readonly, shallowRef, type Ref } from 'vue';

export interface Size {
  width: number;
  height: number;
  /** Size of a letter there, px. */
  em: number;
}

/** An element's size as it is now; undefined until it is known. */
export const useSize = (
  element: Readonly<Ref<HTMLElement | null>>,
): Readonly<Ref<Size | undefined>> => {
  const size = shallowRef<Size>();
  const observer = new ResizeObserver(([entry]) => {
    const { width, height } = entry.contentRect;
    size.value = { width, height, em: Number.parseFloat(getComputedStyle(entry.target).fontSize) };
  });
  onMounted(() => element.value && observer.observe(element.value));
  onScopeDispose(() => observer.disconnect());
  return readonly(size);
};
