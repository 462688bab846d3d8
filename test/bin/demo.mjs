// npm run demo: tells a scenario in the demo of a running Rollcall, over and over; npm start does so by
// itself. Runs the TypeScript as it is. SIGTERM, SIGINT or the end of whoever started it ends it.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../../server/bin/prepare.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const stop = new AbortController();
const end = () => stop.abort();
process.once('SIGTERM', end).once('SIGINT', end).once('disconnect', end);
process.stdout.on('error', () => {}); // whoever read us is gone; we go on until we are told to end

try {
  await ensureInstalled(root, { log: (line) => console.error(line) });
  await import('../../server/bin/typescript-loader.mjs');
  const { demo } = await import('../demo/demo.cli.ts');
  const { argv, env } = process;
  process.exit(await demo({ args: argv.slice(2), env, root, stop: stop.signal }));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
