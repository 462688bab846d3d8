import { parseArgs } from 'node:util';
import { ingest, single } from './beside.bench.js';
import { counted } from './counted.bench.js';
import { fanOut } from './fan-out.bench.js';
import { impact } from './impact.bench.js';
import { latency } from './latency.bench.js';
import { series } from './series.bench.js';

const help = `npm run bench [-- names] [--minutes N] [--people N] [--identities N]

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
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      minutes: { type: 'string', default: '0.5' },
      people: { type: 'string', default: '100000' },
      identities: { type: 'string', default: '10000000' },
      help: { type: 'boolean', default: false },
    },
  });
  const [minutes, people] = [Number(values.minutes), Number(values.people)];
  const identities = Number(values.identities);
  const benches: Record<string, () => Promise<string>> = {
    ingest,
    counted: () => counted(minutes, people),
    single,
    impact: () => impact(identities),
    'fan-out': fanOut,
    latency,
    series,
  };
  const names = positionals.length > 0 ? positionals : Object.keys(benches);
  const strange = names.find((name) => !(name in benches));
  if (
    values.help ||
    strange !== undefined ||
    !(minutes > 0) ||
    !(people >= 1) ||
    !(identities >= 10)
  ) {
    console.log(strange === undefined ? help : `There is no bench ${strange}.\n\n${help}`);
    return values.help ? 0 : 1;
  }
  for (const name of names) console.log(`${name}\n  ${await benches[name]()}`);
  return 0;
};
