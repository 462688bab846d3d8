/** The oldest native server we start: it reads a file and its standard input, and BullMQ asks for it. */
export const OLDEST = '6.2';

/** The version in what `redis-server --version` or `valkey-server --version` prints. */
export function versionIn(text: string): string | undefined {
  return /\bv=(\d+\.\d+\.\d+)/.exec(text)?.[1];
}

export function isRecentEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
