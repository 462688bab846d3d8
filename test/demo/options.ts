import { parseArgs } from 'node:util';

export const help = `npm run demo -- [scenario] [options]

Tells a scenario again and again in the demo of a running Rollcall, in step with
its clock: four ordinary weeks first, then night after night with other luck.
npm start does this by itself; ROLLCALL_DEMO names the scenario.

[scenario]     a path, or the name of one in test/scenarios; default:
               ROLLCALL_DEMO, else christmas-eve-2012
--speed N      story seconds per second; default 240
--people N     how many people; default: what the scenario says, 9000 at most
--seed N       another seed, another town; default 1
--target URL   default http://127.0.0.1 and PORT, else 4000
--key K        default: ROLLCALL_ROOT_KEY, or .rollcall/root-key as npm start
               makes it; it must be allowed to manage
--help         this

It ends with 0 once the demo is removed, with 130 when it is told to stop, and
with 1 and a line that says why on trouble.
`;

export interface DemoOptions {
  scenario: string;
  speed: number;
  people: number | undefined;
  seed: string;
  target: string;
  key: string | undefined;
}

export type Parsed =
  | { kind: 'tell'; options: DemoOptions }
  | { kind: 'help' }
  | { kind: 'off' }
  | { kind: 'wrong'; complaint: string };

const text = { type: 'string' } as const;
const known = {
  speed: text,
  people: text,
  seed: text,
  target: text,
  key: text,
  help: { type: 'boolean', short: 'h' },
} as const;

const wrong = (complaint: string): Parsed => ({ kind: 'wrong', complaint });

const parsed = (args: string[]) => {
  try {
    return parseArgs({ args, options: known, allowPositionals: true });
  } catch (error) {
    return { complaint: (error as Error).message.split('. ')[0] };
  }
};

/** Beyond it the past takes too long to tell, and the wall shows nothing more. */
export const mostPeople = 9_000;

/** An empty variable counts as none. */
export const parseDemoOptions = (
  args: string[],
  env: Readonly<Record<string, string | undefined>>,
): Parsed => {
  const given = parsed(args);
  if ('complaint' in given)
    return wrong(`${given.complaint}: npm run demo -- --help lists what there is`);
  const { values, positionals } = given;
  if (values.help) return { kind: 'help' };
  const [named, ...more] = positionals;
  if (more.length > 0) return wrong(`one scenario at a time: "${more[0]}" is one too many`);
  const scenario = named ?? (env['ROLLCALL_DEMO'] || 'christmas-eve-2012');
  if (scenario === 'off') return { kind: 'off' };

  const speed = Number(values.speed ?? 240);
  if (!(speed >= 1 && speed <= 100_000))
    return wrong(`--speed ${values.speed} is no speed: write a number from 1 to 100000`);
  const people = values.people === undefined ? undefined : Number(values.people);
  if (people !== undefined && !(Number.isInteger(people) && people > 0))
    return wrong(`--people ${values.people} is no count: write a whole number, such as 4000`);
  const target = values.target ?? `http://127.0.0.1:${env['PORT'] || '4000'}`;
  if (!/^https?:\/\//.test(target) || !URL.canParse(target))
    return wrong(`--target ${target} is no address: write http://127.0.0.1:4000, say`);
  return {
    kind: 'tell',
    options: {
      scenario,
      speed,
      people,
      seed: values.seed ?? '1',
      target: target.replace(/\/+$/, ''),
      key: values.key,
    },
  };
};
