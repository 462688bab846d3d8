import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const unpacker = fileURLToPath(new URL('./unpack-chromium.mjs', import.meta.url));

/**
 * The browser inside @sparticuz/chromium, unpacked once into node_modules/.cache together with the libraries
 * and the font that a bare system lacks.
 */
export async function bundledChromium(): Promise<{
  executablePath: string;
  env: Record<string, string>;
}> {
  const manifest = join(repository, 'node_modules/@sparticuz/chromium/package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const folder = join(repository, 'node_modules/.cache/rollcall', `chromium-${version}`);
  if (!existsSync(folder)) await unpack(folder);
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(folder, 'al2023/lib'), process.env.LD_LIBRARY_PATH]
        .filter(Boolean)
        .join(':'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  };
}

/** Unpacks beside the place and renames: an unpacking that was killed, or a second one, leaves nothing half. */
async function unpack(folder: string): Promise<void> {
  const draft = `${folder}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  await promisify(execFile)(process.execPath, [unpacker], {
    // It unpacks into the folder for temporary files, and its libraries only where it believes itself on Lambda.
    env: { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
  });
  await writeFile(join(draft, 'fonts/fonts.conf'), fontConfig(join(folder, 'fonts')));
  await rename(draft, folder).catch(async (error: Error) => {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
}

/** The package's own names /tmp/fonts. */
const fontConfig = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/cache</cachedir>
</fontconfig>
`;
