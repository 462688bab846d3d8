// npm run bench:dashboard: what the wall costs a browser. Runs the TypeScript as it is; the dashboard itself
// must be built.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

try {
  process.chdir(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
  await import('../../server/bin/typescript-loader.mjs');
  const { benchDashboard } = await import('../wall/dashboard.cli.ts');
  process.exitCode = await benchDashboard(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
