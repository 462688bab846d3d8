// `npm test`: everything, with no step before it. Installs what is missing, builds, runs the unit, dashboard,
// integration (once per kind of Redis) and end-to-end specs, and ends with one line: N passed, N failed.
// Parts can be named: `npm test -- int e2e`.
import { fileURLToPath } from 'node:url';
import { ensureBuilt, ensureInstalled } from '../../server/bin/prepare.mjs';
import { redisFlavours } from './redis-flavours.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');
const parts = ['unit', 'dashboard', 'int', 'e2e'];

/** What to run, in order: cheap and telling first. */
function plan(wanted) {
  const runs = [
    { part: 'unit', title: 'unit', args: ['--selectProjects', 'unit'] },
    { part: 'dashboard', title: 'dashboard', args: ['--selectProjects', 'dashboard'] },
    ...redisFlavours().map(({ name, skipped }) => ({
      part: 'int',
      title: `int on ${name}`,
      skipped,
      args: ['--selectProjects', 'int', '--maxWorkers=2'],
      env: { ROLLCALL_TEST_REDIS: name },
    })),
    { part: 'e2e', title: 'e2e', args: ['--selectProjects', 'e2e', '--runInBand'] },
  ];
  return runs.filter(({ part }) => wanted.length === 0 || wanted.includes(part));
}

async function main(wanted) {
  const unknown = wanted.find((part) => !parts.includes(part));
  if (unknown) throw new Error(`No such part: ${unknown}. There are ${parts.join(', ')}.`);
  await ensureInstalled(root);
  await ensureBuilt(root);
  // Only now: it needs what was just installed.
  const { runJest } = await import('./jest.mjs');

  const lines = [];
  let passed = 0;
  let failed = 0;
  for (const { title, args, env, skipped } of plan(wanted)) {
    console.log(skipped ? `\n== ${title}: left out, ${skipped}` : `\n== ${title}`);
    if (skipped) {
      lines.push(`${title}: left out, ${skipped}`);
      continue;
    }
    const counts = await runJest(root, { args, env });
    passed += counts.passed;
    failed += counts.failed;
    const rest = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
    lines.push(`${title}: ${counts.passed} passed, ${counts.failed} failed${rest}`);
  }
  console.log(`\n${lines.join('\n')}`);
  return { passed, failed };
}

const { passed, failed } = await main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  return { passed: 0, failed: 1 };
});
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
