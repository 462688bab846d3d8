/** What a server says of itself in the `server` and `persistence` sections of INFO. */
export interface ServerInfo {
  version: string;
  /** Still reading its data from disk: it answers, but refuses commands. */
  loading: boolean;
}

/** Reads the text that INFO answers. Valkey names a Redis version too, for old clients' sake. */
export function readServerInfo(info: string): ServerInfo {
  const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];
  return {
    version: field('valkey_version') ?? field('redis_version') ?? 'unknown',
    loading: field('loading') === '1',
  };
}
