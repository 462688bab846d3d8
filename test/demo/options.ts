import * as kind from '../harness/arguments.js';

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

const takes = {
  command: 'npm run demo --',
  kinds: {
    speed: kind.speed,
    people: kind.count(4_000),
    seed: kind.text,
    target: kind.address,
    key: kind.text,
  },
} as const;

const wrong = (complaint: string): Parsed => ({ kind: 'wrong', complaint });

/** Beyond it the past takes too long to tell, and the wall shows nothing more. */
export const mostPeople = 9_000;

/** An empty variable counts as none. */
export const parseDemoOptions = (
  args: string[],
  env: Readonly<Record<string, string | undefined>>,
): Parsed => {
  const given = kind.readArguments(args, takes);
  if ('complaint' in given) return wrong(given.complaint);
  const { values, words } = given;
  if (values.help) return { kind: 'help' };
  const [named, ...more] = words;
  if (more.length > 0) return wrong(`one scenario at a time: "${more[0]}" is one too many`);
  const scenario = named ?? (env['ROLLCALL_DEMO'] || 'christmas-eve-2012');
  if (scenario === 'off') return { kind: 'off' };
  return {
    kind: 'tell',
    options: {
      scenario,
      speed: values.speed ?? 240,
      people: values.people,
      seed: values.seed ?? '1',
      target: values.target ?? `http://127.0.0.1:${env['PORT'] || '4000'}`,
      key: values.key,
    },
  };
};
