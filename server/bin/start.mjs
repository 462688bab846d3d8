// npm start: works alone on a fresh clone with only Node and npm.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { followParent } from './follow-parent.mjs';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';

followParent();
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const say = (line) => console.log(line);
process.stdout.on('error', () => {}); // whoever read us is gone; we go on until we are told to end

/** What plays the demo; undefined where it didn't come along. */
function player() {
  try {
    const scenarios = readdirSync(join(root, 'test/scenarios')).flatMap((file) =>
      file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : [],
    );
    const url = pathToFileURL(join(root, 'test/bin/demo.mjs'));
    return { program: { url, execArgv: ['--conditions=@rollcall/source'] }, scenarios };
  } catch {
    return undefined;
  }
}

try {
  await ensureInstalled(root, { log: say });
  await ensureBuilt(root, { log: say });
  const launcher = pathToFileURL(join(root, 'server/dist/launch/start.cli.js'));
  const { start } = await import(launcher.href);
  const args = process.argv.slice(2);
  process.exitCode = await start({ args, env: process.env, say, player: player() });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
