// npm run detect: scores any series. Works alone on a fresh clone; stdout stays silent.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const say = (line) => console.error(line);

try {
  await ensureInstalled(root, { log: say });
  await ensureBuilt(root, { log: say });
  const { detect } = await import(
    pathToFileURL(join(root, 'server/dist/detection/detect.cli.js')).href
  );
  process.exitCode = await detect({
    args: process.argv.slice(2),
    cwd: process.env.INIT_CWD ?? process.cwd(),
    say,
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
