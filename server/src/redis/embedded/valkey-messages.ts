/** From the starter to the server's process, once. */
export interface ValkeyOrder {
  port: number;
  password: string;
  maxmemoryMb: number;
}

/** The one answer: it listens, or why it can't. */
export type ValkeyReport = { port: number; version: string } | { failed: string };
