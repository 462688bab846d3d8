import { defineStore } from 'pinia';
import { ref } from 'vue';

export interface Toast {
  id: number;
  text: string;
  /** What can still be done about it. */
  action?: { label: string; run: () => void };
}

/** What has just happened, said in passing: once, aloud too, and with a way back where there is one. */
export const useToasts = defineStore('toasts', () => {
  const toasts = ref<Toast[]>([]);
  /** Whether there has been one: until then nothing of it is loaded. */
  const any = ref(false);
  const most = 3;
  let made = 0;

  const say = (text: string, action?: Toast['action']): void => {
    made += 1;
    any.value = true;
    toasts.value = [...toasts.value, { id: made, text, action }].slice(-most);
  };
  const dismiss = (id: number): void => {
    toasts.value = toasts.value.filter((toast) => toast.id !== id);
  };
  return { toasts, any, say, dismiss };
});
