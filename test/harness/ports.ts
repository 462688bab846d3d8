import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A port on loopback that was free a moment ago. A cluster's node needs the one 10,000 above it as well. */
export const freePort = async ({ withBus = false } = {}): Promise<number> => {
  for (;;) {
    const port = await listenable(0);
    if (port === undefined) continue;
    if (!withBus) return port;
    if (port + 10_000 <= 65_535 && (await listenable(port + 10_000)) !== undefined) return port;
  }
};

const listenable = async (port: number): Promise<number | undefined> => {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  } catch {
    return undefined;
  } finally {
    server.close();
  }
};
