import { Client } from '../harness/client.js';
import { castFor, keyFor } from '../simulate/cast.file.js';
import { Trouble } from '../simulate/trouble.js';
import { help, mostPeople, parseDemoOptions } from './options.js';
import { Teller } from './teller.run.js';

/** The command: options and files, lines for whoever started it, and a good end. */

export interface Surroundings {
  args: string[];
  env: NodeJS.ProcessEnv;
  root: string;
  stop: AbortSignal;
}

/** @returns the exit code: 0 when the demo was removed, 130 when it was stopped, 1 on trouble */
export const demo = async ({ args, env, root, stop }: Surroundings): Promise<number> => {
  const parsed = parseDemoOptions(args, env);
  if (parsed.kind === 'off') return 0;
  if (parsed.kind === 'help') {
    process.stdout.write(help);
    return 0;
  }
  if (parsed.kind === 'wrong') {
    console.error(parsed.complaint);
    return 1;
  }
  const { scenario, seed, speed, people, target, key } = parsed.options;
  try {
    const cast = castFor(root, scenario, seed, (usual) => people ?? Math.min(usual, mostPeople));
    const client = new Client(`${target}/demo`, keyFor(root, key, env));
    const say = (line: string): void => void process.stdout.write(`${line}\n`);
    const end = await new Teller({ cast, client, speed, stop, say }).run();
    return end === 'removed' ? 0 : 130;
  } catch (error) {
    console.error(error instanceof Trouble ? error.message : error);
    return 1;
  }
};
