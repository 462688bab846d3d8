// npm run accuracy: how far the estimate of the silent is from the truth, over many simulated towns; and with the
// word satisfaction, how often the satisfaction index's range holds it. Runs the TypeScript as it is, so that it
// measures what is there and not what was built last; estimators come in by their paths, since tests know nothing
// of the server but that.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureInstalled } from '../../server/bin/prepare.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const fromServer = (path) => import(pathToFileURL(join(root, 'server/src', path)));

try {
  await ensureInstalled(root, { log: (line) => console.error(line) });
  await import('../../server/bin/typescript-loader.mjs');
  const [first, ...rest] = process.argv.slice(2);
  if (first === 'satisfaction') {
    const { answerTo } = await fromServer('satisfaction/hours.fixture.ts');
    const { satisfactionAccuracy } = await import('../accuracy/satisfaction.cli.ts');
    process.exitCode = satisfactionAccuracy(rest, answerTo);
  } else if (first === 'signups') {
    const { lostOf } = await fromServer('lost/answer-lost.ts');
    const { signUpsAccuracy } = await import('../accuracy/sign-ups.cli.ts');
    process.exitCode = signUpsAccuracy(rest, lostOf);
  } else {
    const { estimateSilent } = await fromServer('silent/estimate-silent.ts');
    const { accuracy } = await import('../accuracy/accuracy.cli.ts');
    process.exitCode = accuracy(root, process.argv.slice(2), estimateSilent);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
