export type AppendFsync = 'always' | 'everysec' | 'no';

/** The settings of a native server that are no secret and may lie in a file. */
export interface NativeSettings {
  directory: string;
  appendfsync: AppendFsync;
  maxmemoryMb: number;
  /** Further lines in the server's own syntax; they win over the lines above them. */
  extra: readonly string[];
}

/**
 * The configuration file. It listens nowhere: port and password follow on the server's standard
 * input, so that neither is seen in a process list, and a server whose starter died before handing
 * them over ends by itself instead of running open on the default port.
 */
export function nativeConfigFile(settings: NativeSettings): string {
  return lines([
    '# Written by Rollcall at every start; changes made here are lost.',
    'port 0',
    'bind 127.0.0.1',
    'protected-mode yes',
    'daemonize no',
    'supervised no',
    'logfile ""',
    `dir ${quoted(settings.directory)}`,
    'appendonly yes',
    `appendfsync ${settings.appendfsync}`,
    // The append-only file holds everything: snapshots beside it would only cost forks.
    'save ""',
    `maxmemory ${settings.maxmemoryMb}mb`,
    // A full server refuses writes; it never forgets counted signals to make room.
    'maxmemory-policy noeviction',
    ...settings.extra,
  ]);
}

/** What the server reads from its standard input after the file. */
export function nativeSecrets(port: number, password: string): string {
  return lines([`port ${port}`, `requirepass ${password}`, `masterauth ${password}`]);
}

/**
 * The memory a native server may use when nobody said how much: two fifths of the machine's, at
 * least 256 MB and at most 2 GB.
 *
 * @param availableBytes the memory of the machine or of the container around us
 */
export function defaultMaxmemoryMb(availableBytes: number): number {
  const share = Math.floor((availableBytes * 0.4) / 1_048_576);
  return Math.min(2_048, Math.max(256, share));
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, (character) => `\\${character}`)}"`;
}

function lines(all: string[]): string {
  return all.join('\n') + '\n';
}
