import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readScenario } from '../simulate/read-scenario.js';
import { spoken } from '../simulate/times.js';
import { worldOf } from '../simulate/world.js';
import { help, parseOptions } from './options.js';
import { scoreOf, tableOf } from './score.js';
import { type Answer, type Estimator, sceneOf, trialOf } from './trial.js';

/** The command: reads a scenario, shows progress, prints a table. Gives the exit code. */
export const accuracy = (root: string, args: string[], estimate: Estimator): number => {
  const parsed = parseOptions(args);
  if (parsed.kind === 'help') {
    process.stdout.write(help);
    return 0;
  }
  if (parsed.kind === 'wrong') {
    console.error(parsed.complaint);
    return 2;
  }
  const { scenario: id, seeds, people, at } = parsed.options;
  const file = join(root, 'test/scenarios', `${id}.yaml`);
  if (!existsSync(file)) {
    console.error(`There is no scenario ${id} in test/scenarios.`);
    return 1;
  }
  const read = readScenario(readFileSync(file, 'utf8'), file);
  if (!read.ok) {
    console.error(read.complaints.join('\n'));
    return 1;
  }
  const world = worldOf(read.scenario);
  const scene = sceneOf(world, at);
  const cast = { world, id, people: people ?? read.scenario.people };
  console.log(`${id}, ${cast.people} people, ${seeds} seeds, four past weeks each\n`);

  const answers: Answer[][] = scene.asked.map(() => []);
  const show = (): void => {
    const rows = answers.map((list, i) => ({
      asked: spoken(scene.asked[i], world.offset),
      score: scoreOf(list),
    }));
    for (const line of tableOf(rows)) console.log(line);
  };
  for (let seed = 1; seed <= seeds; seed++) {
    trialOf({ ...cast, seed: `${seed}` }, scene, estimate, () => performance.now()).forEach(
      (answer, i) => answers[i].push(answer),
    );
    if (seed % 10 === 0) console.error(`${seed} of ${seeds} seeds`);
  }
  show();
  return 0;
};
