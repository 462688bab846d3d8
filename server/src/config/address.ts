/** Whether only this machine can reach a server that listens on this host. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The address under which this machine reaches a server that listens on this host. */
export function ownAddress(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

/** A Redis URL fit for a terminal: without its password. */
export function withoutPassword(url: string): string {
  return url.replace(/^([\w+-]+:\/\/)[^@/]*@/, '$1');
}
