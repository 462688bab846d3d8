import { count, readArguments, text } from '../harness/arguments.js';
import { setStage } from '../harness/stage.js';
import { castFor } from '../simulate/cast.file.js';
import { checkNight, isEqual } from './night.run.js';

const usage = `npm run bench:oracle -- [--people N] [--seed N]

Plays christmas-eve-2012 as fast as it is taken into a product of its own, and
lays every exact number under every filter beside the oracle's. Needs a build
and a native Redis or the embedded one. Exit code 0: all equal, 1: not.
`;

const times = ['16:00', '20:00', '+1d 02:45', '+1d 12:05'];
const whole = (n: number): string => Math.round(n).toLocaleString('en-US');

/** The command. @returns the exit code */
export const oracle = async (root: string, args: string[]): Promise<number> => {
  const given = readArguments(args, {
    command: 'npm run bench:oracle --',
    kinds: { people: count(100_000), seed: text },
  });
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  if ('complaint' in given) {
    console.error(given.complaint);
    return 1;
  }
  const { people = 100_000, seed = 'night', help } = given.values;
  if (help) {
    process.stdout.write(usage);
    return 0;
  }
  const cast = castFor(root, 'christmas-eve-2012', seed, () => people);
  say(`${cast.world.scenario.title}, ${whole(people)} people, seed ${cast.seed}`);
  const began = performance.now();
  const stage = await setStage();
  try {
    const { signals, playedMs, compared } = await checkNight(stage.client, cast, times);
    say(
      `${whole(signals)} signals on ${stage.redis.flavour} Redis, sent and counted in ${(playedMs / 1_000).toFixed(1)} s (${whole((signals * 1_000) / playedMs)}/s)\n`,
    );
    for (const { question, want } of compared.filter(({ filter }) => filter === '{}')) {
      const { users, customers, unidentified } = want;
      say(question);
      say(
        `  users      ${whole(users.ever)} ever: ${whole(users.failing)} failing, ${whole(users.unseen)} unseen, ${whole(users.recovered)} recovered, of ${whole(users.of)}; ${whole(unidentified)} unidentified`,
      );
      say(
        `  customers  ${whole(customers.ever)} ever: ${whole(customers.failing)} failing, ${whole(customers.unseen)} unseen, ${whole(customers.recovered)} recovered, of ${whole(customers.of)}`,
      );
    }
    const wrong = compared.filter((one) => !isEqual(one));
    for (const { question, filter, got, want } of wrong.slice(0, 10)) {
      say(`\n${question}, ${filter}`);
      say(`  Rollcall  ${JSON.stringify(got)}`);
      say(`  oracle    ${JSON.stringify(want)}`);
    }
    const seconds = ((performance.now() - began) / 1_000).toFixed(0);
    say(
      `\n${compared.length - wrong.length} of ${compared.length} answers equal the oracle's, in ${seconds} s altogether.`,
    );
    return wrong.length === 0 ? 0 : 1;
  } finally {
    await stage.cleanup.run();
  }
};
