import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below the range from which systems take the local end of outgoing connections (32768 on Linux,
// 49152 elsewhere): a server that dies must find its port free when it comes back, and a client that
// retries a closed port inside that range can end up connected to itself.
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** Why nobody could listen on this port now, as a system error code (`EADDRINUSE`, …); undefined: one could. */
export function portProblem(port: number, host = '127.0.0.1'): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/** Whether a server could listen on this port of 127.0.0.1 now. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await portProblem(port)) === undefined;
}

/**
 * A port on 127.0.0.1 that nobody listens on. Another process may take it before the caller does.
 *
 * @param alsoFree offsets from the port that must be free as well (a cluster node's bus port)
 */
export async function freePort(alsoFree: readonly number[] = []): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    const wanted = [port, ...alsoFree.map((offset) => port + offset)];
    const free = await Promise.all(wanted.map(isPortFree));
    if (free.every(Boolean)) return port;
  }
}
