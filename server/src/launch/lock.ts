/** Who holds a data folder: written into its lock file. */
export interface Holder {
  pid: number;
  /** Names the run of the operating system; empty where it has no name. */
  bootId: string;
  /** Where the holder serves. */
  address: string;
}

/** Reads a lock file. Anything unreadable (a start that died while writing) counts as nobody. */
export function readHolder(text: string): Holder | undefined {
  try {
    const found = JSON.parse(text) as Partial<Holder> | null;
    if (!found || !Number.isSafeInteger(found.pid)) return undefined;
    return { pid: found.pid!, bootId: found.bootId ?? '', address: found.address ?? '' };
  } catch {
    return undefined;
  }
}

/**
 * Whether the holder still stands in the way. A pid alone proves little: after a reboot it names
 * another program, and in a container every first process has the same one.
 */
export function isHeld(
  holder: Holder,
  self: Pick<Holder, 'pid' | 'bootId'>,
  isAlive: (pid: number) => boolean,
): boolean {
  if (holder.pid === self.pid) return false;
  if (holder.bootId && self.bootId && holder.bootId !== self.bootId) return false;
  return isAlive(holder.pid);
}
