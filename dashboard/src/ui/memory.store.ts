/** What a reader chose on this machine. A browser that keeps nothing is no reason to fail. */
const prefix = 'rollcall.';

export const recall = (name: string): string | null => {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null;
  }
};

/** @param value null forgets */
export const remember = (name: string, value: string | null): void => {
  try {
    if (value === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
  } catch {
    // private windows and full disks keep nothing; the choice holds until the page is closed
  }
};
