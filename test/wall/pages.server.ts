import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { root } from '../harness/paths.js';

const dist = join(root, 'dashboard/dist');
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The built pages over HTTP on loopback, packed as the product sends them; nothing behind them. */
export const servePages = async (): Promise<{ origin: string; close: () => void }> => {
  const server = createServer((request, response) => {
    void (async () => {
      const { pathname } = new URL(request.url ?? '/', 'http://here');
      const file = extname(pathname) === '' ? '/index.html' : pathname;
      const packed = await readFile(join(dist, `${file}.gz`)).catch(() => undefined);
      const body = packed ?? (await readFile(join(dist, file)).catch(() => undefined));
      if (pathname.startsWith('/api/') || !body) return void response.writeHead(404).end('{}');
      response.writeHead(200, {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        ...(packed ? { 'content-encoding': 'gzip' } : {}),
      });
      response.end(body);
    })();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
};
