import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageBin } from './package-bin.mjs';

/** No part of the tests takes this long; a process that a failed spec left behind shouldn't hang a build for ever. */
const limitMs = 30 * 60_000;

/**
 * Runs Jest in a process of its own and counts. A spec file that doesn't even load counts as one failure,
 * and so does a Jest that fails without naming a test.
 * @param {string} root
 * @param {{ args: string[], env?: Record<string, string> }} options
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function runJest(root, { args, env = {} }) {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-jest-'));
  const report = join(folder, 'report.json');
  const code = await run(root, [...args, '--json', `--outputFile=${report}`], env);
  const counts = existsSync(report) ? count(JSON.parse(readFileSync(report, 'utf8'))) : nothing;
  rmSync(folder, { recursive: true, force: true });
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

const nothing = { passed: 0, failed: 0, skipped: 0 };

const count = (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
  skipped: report.numPendingTests + report.numTodoTests,
});

function run(root, args, env) {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [packageBin('jest'), '--ci', '--passWithNoTests', ...args],
      {
        cwd: root,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'inherit', 'inherit'],
        timeout: limitMs,
        killSignal: 'SIGKILL',
      },
    );
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}
