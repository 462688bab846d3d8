import { spawn } from 'node:child_process';

/**
 * Runs a command quietly, with a sign of life every five seconds; its output is shown only if it fails.
 * @param {{ command: string, args: string[], cwd: string, env?: NodeJS.ProcessEnv, shell?: boolean, log: (line: string) => void }} task
 * @returns {Promise<void>} rejects when the command fails
 */
export function runCommand({ command, args, cwd, env = process.env, shell = false, log }) {
  return new Promise((resolve, reject) => {
    const started = Date.now();
    const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    const pulse = setInterval(
      () => log(`  … ${Math.round((Date.now() - started) / 1000)} s`),
      5000,
    );
    child.on('error', (error) => {
      clearInterval(pulse);
      reject(error);
    });
    child.on('close', (code, signal) => {
      clearInterval(pulse);
      if (code === 0) return resolve();
      log(Buffer.concat(output).toString('utf8').trimEnd());
      reject(
        new Error(`${[command, ...args].join(' ')} failed (${signal ?? `exit code ${code}`})`),
      );
    });
  });
}
