import { recall, remember } from './memory.store.js';
import { chooseScheme } from './scheme.js';

describe('light or dark', () => {
  it('goes by the address, then by what was chosen here, else by the machine', () => {
    expect(chooseScheme(['dark', 'light'])).toBe('dark');
    expect(chooseScheme([null, 'light'])).toBe('light');
    expect(chooseScheme(['pink', null])).toBe('system');
  });
});

describe('what was chosen on this machine', () => {
  it('is kept, and forgotten', () => {
    remember('theme', 'dark');
    expect(recall('theme')).toBe('dark');
    remember('theme', null);
    expect(recall('theme')).toBeNull();
  });

  it('is no matter where a browser keeps nothing', () => {
    const keeps = Object.getOwnPropertyDescriptor(globalThis, 'localStorage')!;
    Object.defineProperty(globalThis, 'localStorage', {
      configurable: true,
      get: () => {
        throw new Error('SecurityError');
      },
    });
    try {
      remember('theme', 'dark');
      expect(recall('theme')).toBeNull();
    } finally {
      Object.defineProperty(globalThis, 'localStorage', keeps);
    }
  });
});
