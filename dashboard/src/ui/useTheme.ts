import { onScopeDispose, readonly, shallowRef, watch, type Ref } from 'vue';
import { paletteOf, type Palette } from './palette.js';
import { useScheme } from './useScheme.js';

export interface Theme {
  palette: Palette;
  /** The page's letter size in px. */
  em: number;
}

/** A token as the browser sees it now: a colour for light and dark has to be asked of an element. */
const readTheme = (): Theme => {
  const root = document.documentElement;
  const style = getComputedStyle(root);
  const probe = root.appendChild(document.createElement('i'));
  probe.hidden = true;
  const read = (token: string): string => {
    const raw = style.getPropertyValue(token);
    if (!raw.includes('(')) return raw;
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const palette = paletteOf(read);
  probe.remove();
  return { palette, em: Number.parseFloat(style.fontSize) || 16 };
};

/** Colours and letter size as they are now: they follow the chosen scheme, the system's and the window's size. */
export const useTheme = (): Readonly<Ref<Theme>> => {
  const theme = shallowRef(readTheme());
  const reread = () => (theme.value = readTheme());
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', reread);
  addEventListener('resize', reread);
  watch(useScheme().scheme, reread, { flush: 'post' });
  onScopeDispose(() => {
    dark.removeEventListener('change', reread);
    removeEventListener('resize', reread);
  });
  return readonly(theme);
};
