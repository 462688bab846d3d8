/** Rejects when a promise takes longer than `ms`; what it waits for goes on unheard. */
export const within = async <T>(ms: number, waited: Promise<T>, timer: Timer): Promise<T> => {
  let end = (): void => undefined;
  const late = new Promise<never>((_, reject) => {
    end = timer(ms, () => reject(new Error(`timed out after ${ms} ms`)));
  });
  try {
    return await Promise.race([waited, late]);
  } finally {
    end();
  }
};

/** Calls back after some time, ms; what it returns calls that off. */
export type Timer = (ms: number, run: () => void) => () => void;
