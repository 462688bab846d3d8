import { setTimeout as pause } from 'node:timers/promises';
import { Cleanup } from '../harness/cleanup.js';
import { until } from '../harness/until.js';
import { Audience, type Heard } from './audience.run.js';
import { median, shown } from './ratio.js';
import { setStage, startBare } from './stage.run.js';
import { load, usageOf } from './usage.proc.js';

const clients = 1_000;
const rounds = 11;
const roundMs = 2_000;
/** How often somebody new fails, so that there is something to tell: patches as fast as they come. */
const everyMs = 100;
/** Whatever comes: after this it ends, and says how far it got. */
const deadlineMs = 120_000;

/** What a round cost a server and brought to its clients. */
interface Round {
  /** Processor time of the server, µs. */
  cpu: number;
  received: number;
  patches: Heard['heard'];
  /** From a patch being sent until everyone has it, ms; the middle one. */
  spread: number;
}

/** How far a run got; whoever stops waiting for it still has this. */
interface Run {
  reached: string;
  /** What the API spends in a round while nobody listens, µs. */
  alone: number[];
  pairs: { ours: Round; bare: Round }[];
}

/**
 * A thousand screens that follow the live view, beside a bare Socket.IO server that tells a thousand
 * clients the very patches that were heard, at the same pace. Compared is the processor time of the
 * server for each message delivered, and the time until everyone has a patch. What the API spends on
 * the same signals while nobody listens is measured before, and shown apart.
 */
export const fanOut = async (): Promise<string> => {
  const cleanup = new Cleanup();
  const run: Run = { reached: 'nothing has started', alone: [], pairs: [] };
  const alarm = new AbortController();
  const deadline = pause(deadlineMs, `stopped after ${deadlineMs / 1_000} s: `, alarm);
  try {
    const stopped = await Promise.race([measure(cleanup, run).then(() => ''), deadline]);
    return stopped + (run.pairs.length > 0 ? report(run) : `${run.reached}; load ${load()}`);
  } finally {
    alarm.abort();
    await deadline.catch(() => undefined);
    await cleanup.run();
  }
};

const measure = async (cleanup: Cleanup, run: Run): Promise<void> => {
  const { api, pids } = await setStage(cleanup);
  const bare = await startBare(cleanup, 'sockets', '');
  let failed = 0;
  const fail = (): Promise<unknown> =>
    api.client.fetch('/api/v1/signals', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        kind: 'interaction',
        at: Date.now(),
        service: 'pay',
        user: `user-${failed++}`,
        outcome: 'failed',
      }),
    });
  for (let i = 0; i < 3; i++) run.alone.push((await round(pids.api, undefined, fail)).cpu);
  const join = async (port: number, whom: string): Promise<Audience> => {
    const audience = Audience.join(cleanup, port, clients);
    const all = async (): Promise<boolean> => {
      const { joined } = await audience.ask();
      run.reached = `${joined} of ${clients} have joined ${whom}`;
      return joined >= clients;
    };
    await until('all have joined', all, { withinMs: deadlineMs, everyMs: 250 });
    return audience;
  };
  const ours = await join(api.port, 'Rollcall');
  const theirs = await join(bare.target.port, 'the bare one');
  const pair = async (): Promise<Run['pairs'][number]> => {
    const told = await round(pids.api, ours, fail);
    const patches = told.patches.values();
    const say = (): unknown => bare.child.process.send(patches.next().value!);
    return { ours: told, bare: await round(bare.child.pid!, theirs, say, told.patches.length) };
  };
  // both compile what they run often
  for (let i = 0; i < 2; i++) await pair();
  while (run.pairs.length < rounds) run.pairs.push(await pair());
};

const cpuOf = (pid: number): number => usageOf(pid)?.cpu ?? Number.NaN;

/** Does something at a pace, and sees what it costs a server and whom it reaches. */
const round = async (
  pid: number,
  audience: Audience | undefined,
  act: () => unknown,
  acts = roundMs / everyMs,
): Promise<Round> => {
  const [cpu, before] = [cpuOf(pid), await audience?.ask()];
  for (let i = 0; i < acts; i++) await Promise.all([act(), pause(everyMs)]);
  const after = await audience?.ask();
  return {
    cpu: cpuOf(pid) - cpu,
    received: (after?.received ?? 0) - (before?.received ?? 0),
    patches: after?.heard ?? [],
    spread: median(after?.spreads ?? []),
  };
};

const report = ({ pairs, alone }: Run): string => {
  const each = ({ cpu, received }: Round): number => cpu / received;
  const middle = (of: (pair: Run['pairs'][number]) => number): string =>
    shown(median(pairs.map(of)));
  const ratios = pairs.map(({ ours, bare }) => each(bare) / each(ours));
  const apart = middle(
    ({ ours, bare }) => each(bare) / each({ ...ours, cpu: ours.cpu - median(alone) }),
  );
  const bytes = pairs.flatMap(({ ours }) => ours.patches.map((one) => JSON.stringify(one).length));
  return [
    `ratio ${shown(median(ratios))} (${ratios.map(shown).join(', ')}), ${apart} without what the API does when nobody listens`,
    `CPU µs a message delivered: Rollcall ${middle(({ ours }) => each(ours))}, bare Socket.IO ${middle(({ bare }) => each(bare))}`,
    `sent → all ${clients} have it: ${middle(({ ours }) => ours.spread)} ms, bare ${middle(({ bare }) => bare.spread)} ms`,
    `${middle(({ ours }) => (ours.patches.length * 1_000) / roundMs)} patches a second of ${shown(median(bytes))} bytes; load ${load()}`,
  ].join('\n  ');
};
