import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Cast } from './happenings.js';
import { readScenario } from './read-scenario.js';
import { Trouble } from './trouble.js';
import { worldOf } from './world.js';

/** What commands read from disk: scenarios and the root key. */

/** Their names. */
export const scenariosIn = (root: string): string[] =>
  readdirSync(join(root, 'test/scenarios'))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .sort();

const scenarioFile = (root: string, given: string): string => {
  const named = join(root, 'test/scenarios', `${given}.yaml`);
  if (existsSync(given)) return given;
  if (existsSync(named)) return named;
  throw new Trouble(
    `There is no ${given}, neither here nor in test/scenarios. There are ${scenariosIn(root).join(', ')}; docs/simulate.md tells how to write one.`,
  );
};

/**
 * The scenario of a path or a name, and the people who live through it.
 *
 * @param people how many, at most or asked for; what the scenario says where nothing is given
 */
export const castFor = (
  root: string,
  given: string,
  seed: string,
  people: (scenario: number) => number,
): Cast => {
  const file = scenarioFile(root, given);
  const read = readScenario(readFileSync(file, 'utf8'), file);
  if (!read.ok) throw new Trouble(read.complaints.join('\n'));
  const id = basename(file).replace(/\.ya?ml$/, '');
  return { world: worldOf(read.scenario), id, seed, people: people(read.scenario.people) };
};

/** The key that was given, else the environment's, else the one that npm start keeps. */
export const keyFor = (
  root: string,
  given: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string => {
  const kept = join(root, '.rollcall/root-key');
  const found =
    given ??
    env.ROLLCALL_ROOT_KEY ??
    (existsSync(kept) ? readFileSync(kept, 'utf8').trim() : undefined);
  if (found) return found;
  throw new Trouble(
    'No key: give one with --key or in ROLLCALL_ROOT_KEY. npm start makes one and keeps it in .rollcall/root-key; the sign-in link it prints holds the same.',
  );
};
