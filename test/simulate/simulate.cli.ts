import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Client } from '../harness/client.js';
import { castFor, keyFor } from './cast.file.js';
import { clockFor } from './clock.js';
import { type Cast, happeningsOf } from './happenings.js';
import { help, type Options, parseOptions } from './options.js';
import { Play } from './play.run.js';
import { progressLine, summary } from './report.js';
import { signalOf } from './signals.js';
import { hour, spoken, spokenLength, timeOf } from './times.js';
import { Trouble } from './trouble.js';
import { TruthBook } from './truth.js';

/** The command: reads files and the environment, shows progress, ends well. */

export interface Surroundings {
  args: string[];
  env: NodeJS.ProcessEnv;
  root: string;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const windowOf = ({ world }: Cast, { from, hours }: Options): { from: number; to: number } => {
  const begins =
    from === undefined ? world.from : Math.max(world.from, world.midnight + timeOf(from)!);
  const ends = hours === undefined ? world.to : Math.min(world.to, begins + hours * hour);
  if (begins >= world.to)
    throw new Trouble(`--from ${from}: it is over by then, at ${spoken(world.to, world.offset)}`);
  return { from: begins, to: ends };
};

/** Appends lines, waiting where the disk is slower. */
const lineWriter = (file: string | undefined) => {
  if (file === undefined) return { tell: () => undefined, close: async () => undefined };
  const stream = createWriteStream(file);
  const opened = once(stream, 'open');
  return {
    tell: async (line: string): Promise<void> => {
      await opened;
      if (!stream.write(`${line}\n`)) await once(stream, 'drain');
    },
    close: async (): Promise<void> => {
      stream.end();
      await finished(stream);
    },
  };
};

/** Without a server: the signals in the scenario's own time, for other tools. */
const write = async (cast: Cast, options: Options): Promise<number> => {
  const { from, to } = windowOf(cast, options);
  const signals = lineWriter(options.signals);
  const truth = lineWriter(options.truth);
  const book = new TruthBook(cast.world);
  let count = 0;
  await truth.tell(book.header(cast, from, to));
  for (const happening of happeningsOf(cast)) {
    if (happening.at >= to) break;
    if (happening.at < from) continue;
    const line = book.note(happening);
    if (line !== undefined) await truth.tell(line);
    const signal = signalOf(cast.world, happening, happening.at);
    if (!signal) continue;
    count++;
    await signals.tell(JSON.stringify(signal));
  }
  for (const line of book.ending()) await truth.tell(line);
  await signals.close();
  await truth.close();
  say(`${count.toLocaleString('en-US')} signals written to ${options.signals}; nothing was sent.`);
  return 0;
};

const showing = (line: () => string): { end(): void } => {
  const { isTTY } = process.stdout;
  const show = (): void =>
    isTTY
      ? void process.stdout.write(`\r\x1b[2K${line().slice(0, (process.stdout.columns ?? 80) - 1)}`)
      : say(line());
  const timer = setInterval(show, isTTY ? 250 : 5_000);
  return {
    end: () => {
      clearInterval(timer);
      show();
      if (isTTY) say('');
    },
  };
};

const play = async (cast: Cast, options: Options, { root, env }: Surroundings): Promise<number> => {
  const { world } = cast;
  const window = windowOf(cast, options);
  const started = Date.now();
  const clock = clockFor(window, options.speed, options.clock, started);
  if ('complaint' in clock) throw new Trouble(clock.complaint);
  const client = new Client(options.target, keyFor(root, options.key, env));
  const stop = new AbortController();
  const truth = lineWriter(options.truth);
  const playing = new Play({
    cast,
    clock,
    ...window,
    client,
    onCall: options.onCall,
    stop: stop.signal,
    tell: truth.tell,
  });

  say(
    `${world.scenario.title}: ${spokenLength(window.to - window.from)} from ${spoken(window.from, world.offset)}, ${cast.people.toLocaleString('en-US')} people, seed ${cast.seed}`,
  );
  say(`Times: ${clock.says}.`);
  const { progress } = playing;
  let last = { at: started, signals: 0, perSecond: 0 };
  const shown = showing(() => {
    const now = Date.now();
    if (now - last.at >= 1_000)
      last = {
        at: now,
        signals: progress.signals,
        perSecond: ((progress.signals - last.signals) * 1_000) / (now - last.at),
      };
    return progressLine(world, progress, { ...window, perSecond: last.perSecond });
  });
  const interrupt = (): void => stop.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    await playing.run();
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    shown.end();
    await truth.close();
  }
  const mapped = { from: clock.map(window.from), to: clock.map(window.to) };
  const ending = {
    progress,
    totals: playing.truth.totals(),
    elapsedMs: Date.now() - started,
    cut: stop.signal.aborted,
    mapped,
    from: window.from,
    truth: options.truth,
    target: options.target,
  };
  for (const line of summary(world, ending)) say(line);
  return stop.signal.aborted ? 130 : 0;
};

export const simulate = async (surroundings: Surroundings): Promise<number> => {
  const parsed = parseOptions(surroundings.args);
  if (parsed.kind === 'help') {
    process.stdout.write(help);
    return 0;
  }
  if (parsed.kind === 'wrong') {
    console.error(parsed.complaint);
    return 2;
  }
  try {
    const { scenario, seed, people } = parsed.options;
    const cast = castFor(surroundings.root, scenario, seed, (usual) => people ?? usual);
    return await (parsed.options.signals === undefined
      ? play(cast, parsed.options, surroundings)
      : write(cast, parsed.options));
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    console.error(error.message);
    return 1;
  }
};
