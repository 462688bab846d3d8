import { onScopeDispose, readonly, ref, type Ref } from 'vue';

const awakeMs = 4_000;

/** Whether somebody has moved the pointer or touched a key within the last seconds. */
export const useAwake = (): Readonly<Ref<boolean>> => {
  const awake = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wake = () => {
    awake.value = true;
    clearTimeout(timer);
    timer = setTimeout(() => (awake.value = false), awakeMs);
  };
  const events = ['pointermove', 'pointerdown', 'keydown'] as const;
  for (const event of events) addEventListener(event, wake, { passive: true });
  onScopeDispose(() => {
    clearTimeout(timer);
    for (const event of events) removeEventListener(event, wake);
  });
  return readonly(awake);
};
