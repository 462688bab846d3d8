import * as kind from '../harness/arguments.js';
import { ingest, single } from './beside.bench.js';
import { counted } from './counted.bench.js';
import { fanOut } from './fan-out.bench.js';
import { impact } from './impact.bench.js';
import { latency } from './latency.bench.js';
import { series } from './series.bench.js';

const usage = `npm run bench [-- names] [--minutes N] [--people N] [--identities N]

  ingest   NDJSON at 500 signals a request, beside a bare Node server that parses the same bodies
  counted  posted → counted, with an incident open: signals a second, CPU a signal, memory's slope
  single   one signal a request, beside bare Fastify
  impact   impact under a filter, a tenth of all identities affected, beside Redis' sets and HyperLogLogs
  fan-out  a thousand screens, beside a bare Socket.IO server that tells as many the same
  latency  posted → on a screen, at 10,000 signals a second and 200 screens
  series   bytes that a series takes in Redis, by minute and by hour

Without names all of them. Each needs a build (npm run build) and redis-server on PATH, starts the real
product, ends by itself, and prints; nothing is asserted.

  --minutes  how long counted measures after its warm-up (0.5); 6 for memory's slope
  --people   identities that send in counted (100,000)
  --identities  people in impact (10,000,000; takes 4 GB of memory)`;

/** The command: runs benches by name, one after the other. */
export const bench = async (args: string[]): Promise<number> => {
  const given = kind.readArguments(args, {
    command: 'npm run bench --',
    kinds: {
      minutes: kind.length(6),
      people: kind.count(100_000),
      identities: kind.count(10_000_000, 10),
    },
  });
  if ('complaint' in given) {
    console.error(given.complaint);
    return 1;
  }
  const { minutes = 0.5, people = 100_000, identities = 10_000_000, help } = given.values;
  const benches: Record<string, () => Promise<string>> = {
    ingest,
    counted: () => counted(minutes, people),
    single,
    impact: () => impact(identities),
    'fan-out': fanOut,
    latency,
    series,
  };
  if (help) {
    console.log(usage);
    return 0;
  }
  const names = given.words.length > 0 ? given.words : Object.keys(benches);
  const strange = names.find((name) => !(name in benches));
  if (strange !== undefined) {
    console.error(`There is no bench ${strange}. There are: ${Object.keys(benches).join(', ')}`);
    return 1;
  }
  for (const name of names) console.log(`${name}\n  ${await benches[name]()}`);
  return 0;
};
