// npm start: works alone on a fresh clone with only Node and npm.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { followParent } from './follow-parent.mjs';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';

followParent();
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const say = (line) => console.log(line);
process.stdout.on('error', () => {}); // whoever read us is gone; we go on until we are told to end

try {
  await ensureInstalled(root, { log: say });
  await ensureBuilt(root, { log: say });
  const launcher = pathToFileURL(join(root, 'server/dist/launch/start.cli.js'));
  const { start } = await import(launcher.href);
  process.exitCode = await start({ args: process.argv.slice(2), env: process.env, say });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
