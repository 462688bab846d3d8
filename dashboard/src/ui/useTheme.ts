import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue';
import { paletteOf, type Palette } from './palette.js';

export interface Theme {
  palette: Palette;
  /** The page's letter size in px. */
  em: number;
}

const readTheme = (): Theme => {
  const style = getComputedStyle(document.documentElement);
  return {
    palette: paletteOf((token) => style.getPropertyValue(token)),
    em: Number.parseFloat(style.fontSize) || 16,
  };
};

/** Colours and letter size as they are now: they follow the system's scheme and the window's size. */
export const useTheme = (): Readonly<Ref<Theme>> => {
  const theme = shallowRef(readTheme());
  const reread = () => (theme.value = readTheme());
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', reread);
  addEventListener('resize', reread);
  onScopeDispose(() => {
    dark.removeEventListener('change', reread);
    removeEventListener('resize', reread);
  });
  return readonly(theme);
};
