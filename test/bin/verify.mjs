// `npm run verify`: what a commit must pass. Two lanes, so that it takes as long as its slowest part;
// a step's output is shown when it is done, and every step runs even if another fails.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { packageBin } from './package-bin.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const lanes = [
  [
    ['format', packageBin('prettier'), '--check', '--log-level=warn', '.'],
    ['lint', packageBin('eslint'), '--max-warnings=0', '.'],
  ],
  [
    ['types', packageBin('typescript', 'tsc'), '-b'],
    ['dashboard types', packageBin('vue-tsc'), '--noEmit', '-p', 'dashboard'],
    [
      'unit specs',
      packageBin('jest'),
      '--selectProjects',
      'unit',
      'dashboard',
      '--passWithNoTests',
      '--ci',
    ],
  ],
];

function run([name, ...args]) {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => output.push(chunk));
    child.on('close', (code) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      const text = Buffer.concat(output).toString('utf8').trimEnd();
      console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
      if (text && (code !== 0 || name === 'unit specs')) console.log(text);
      resolve({ name, ok: code === 0 });
    });
  });
}

console.log(
  `verify: ${lanes
    .flat()
    .map(([name]) => name)
    .join(', ')}`,
);
const results = await Promise.all(
  lanes.map(async (steps) => {
    const done = [];
    for (const step of steps) done.push(await run(step));
    return done;
  }),
);
const failed = results.flat().filter(({ ok }) => !ok);
console.log(
  failed.length === 0
    ? 'verify: all good'
    : `verify: failed: ${failed.map(({ name }) => name).join(', ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
