// npm run serve: production. Installs and builds nothing.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { followParent } from './follow-parent.mjs';
import { checkNode } from './prepare.mjs';

followParent();
const root = fileURLToPath(new URL('../../', import.meta.url));
process.stdout.on('error', () => {}); // a log reader that is gone is no reason to stop serving
const server = new URL('../dist/launch/serve.cli.js', import.meta.url);

try {
  checkNode(root);
  if (!existsSync(server)) throw new Error('Rollcall is not built yet: npm ci && npm run build');
  const { serve } = await import(server.href);
  process.exitCode = await serve({ env: process.env, say: (line) => console.log(line) });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
