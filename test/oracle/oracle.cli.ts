import { count, length, readArguments, text } from '../harness/arguments.js';
import { setStage } from '../harness/stage.js';
import { castFor, scenariosIn } from '../simulate/cast.file.js';
import type { Cast } from '../simulate/happenings.js';
import type { Numbers } from './compare.js';
import { checkNight, type Hardship, isEqual } from './night.run.js';

const usage = `npm run bench:oracle -- [scenarios] [--people N] [--seed N] [--badly] [--kill-every S]

Plays scenarios (default: christmas-eve-2012; "all": all of test/scenarios) as fast
as they are taken, each into a product of its own, and lays every exact number under
every filter beside the oracle's. Needs a build and a native Redis or the embedded one.
Exit code 0: all equal, 1: not.

--people N      default 100000
--seed N        another town; default "night"
--badly         incidents are open first, then all signals come shuffled, each twice
--kill-every S  kills a worker every S seconds meanwhile, and starts another
--help          this
`;

const christmas = 'christmas-eve-2012';
const christmasTimes = ['16:00', '20:00', '+1d 02:45', '+1d 12:05'];
const whole = (n: number): string => Math.round(n).toLocaleString('en-US');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const sayWho = (who: string, { ever, failing, unseen, recovered, of }: Numbers['users']): void =>
  say(
    `  ${who.padEnd(10)} ${whole(ever)} ever: ${whole(failing)} failing, ${whole(unseen)} unseen, ${whole(recovered)} recovered, of ${whole(of)}`,
  );

/** @returns whether all answers equal the oracle's */
const check = async (cast: Cast, hardship: Hardship): Promise<boolean> => {
  say(`${cast.world.scenario.title}, ${whole(cast.people)} people, seed ${cast.seed}`);
  const began = performance.now();
  const stage = await setStage({ workers: hardship.killEveryMs === undefined ? 1 : 2 });
  try {
    const times = cast.id === christmas ? christmasTimes : undefined;
    const checked = await checkNight(stage, cast, { ...hardship, ...(times && { times }) });
    const { signals, playedMs, kills, compared } = checked;
    const twice = hardship.badly ? ' twice, shuffled' : '';
    const deaths = hardship.killEveryMs === undefined ? '' : `, ${kills} workers killed`;
    say(
      `${whole(signals)} signals on ${stage.redis.flavour} Redis, sent${twice} and counted in ${(playedMs / 1_000).toFixed(1)} s (${whole((signals * 1_000) / playedMs)}/s)${deaths}\n`,
    );
    for (const { question, want } of compared.filter(({ filter }) => filter === '{}')) {
      say(question);
      sayWho('users', want.users);
      sayWho('customers', want.customers);
    }
    const wrong = compared.filter((one) => !isEqual(one));
    for (const { question, filter, got, want } of wrong.slice(0, 10)) {
      say(`\n${question}, ${filter}`);
      say(`  Rollcall  ${JSON.stringify(got)}`);
      say(`  oracle    ${JSON.stringify(want)}`);
    }
    const seconds = ((performance.now() - began) / 1_000).toFixed(0);
    say(
      `\n${compared.length - wrong.length} of ${compared.length} answers equal the oracle's, in ${seconds} s altogether.\n`,
    );
    return wrong.length === 0;
  } finally {
    await stage.cleanup.run();
  }
};

/** The command. @returns the exit code */
export const oracle = async (root: string, args: string[]): Promise<number> => {
  const given = readArguments(args, {
    command: 'npm run bench:oracle --',
    kinds: { people: count(100_000), seed: text, 'kill-every': length(5) },
    flags: ['badly'],
  });
  if ('complaint' in given) {
    console.error(given.complaint);
    return 1;
  }
  const { people = 100_000, seed = 'night', help, badly } = given.values;
  if (help) {
    process.stdout.write(usage);
    return 0;
  }
  const seconds = given.values['kill-every'];
  const killEveryMs = seconds === undefined ? undefined : seconds * 1_000;
  const asked = given.words.length > 0 ? given.words : [christmas];
  const names = asked.flatMap((name) => (name === 'all' ? scenariosIn(root) : [name]));
  const casts = names.map((name) => castFor(root, name, seed, () => people));
  let right = true;
  for (const cast of casts) right = (await check(cast, { badly, killEveryMs })) && right;
  return right ? 0 : 1;
};
