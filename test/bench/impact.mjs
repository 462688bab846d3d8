// An incident of many people in the built product's own tables, without Redis and HTTP around them:
// bringing ten million people in by the front door takes too long for a bench. Started by
// impact.bench.ts, which asks by IPC.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [identities, affected] = process.argv.slice(2).map(Number);
const built = (path) => import(pathToFileURL(join(process.cwd(), 'server/dist', path)).href);
const { People } = await built('directory/people.js');
const { ImpactCount } = await built('impact/impact-count.js');
const { tally } = await built('impact/tally.js');
const { RememberedRows } = await built('impact/remembered-rows.js');
const { groupsOf } = await built('impact/breakdown.js');
const { tallyGroups } = await built('impact/grouped-tally.js');
const { joinedOf } = await built('impact/joined-count.js');
const { resellersOf } = await built('impact/affected-resellers.js');
const { together } = await built('impact/together.js');
const { Restoration } = await built('incidents/restoration.js');
const { affectedPage } = await built('impact/affected.js');

const partitions = 8;
const usersACustomer = 10;
const [ok, failed] = [0, 2];
const onset = 1_700_000_000_000;
const forMs = 1_800_000;
const now = onset + forMs;

const slices = ['play', 'sign-up', 'pay', 'search', 'download'].flatMap((service) =>
  ['US', 'CA', 'MX', 'BR', 'DE', 'FR', 'GB', 'ES', 'IT', 'JP', 'IN', 'AU'].flatMap((region) =>
    ['tv', 'web', 'ios', 'android'].map((channel) => ({ service, region, channel })),
  ),
);
const types = ['consumer', 'consumer', 'consumer', 'business', 'reseller'];
const stages = ['buyer', 'subscriber', 'subscriber'];

// xorshift (Marsaglia 2003)
let state = 88_675_123;
const random = (below) => {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
};

const memory = () => {
  globalThis.gc?.();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  return { rss, held: heapUsed + arrayBuffers };
};
const timed = (work) => {
  const started = performance.now();
  const cpu = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - started, cpuMs: (user + system) / 1_000, result };
};

const before = memory();
const people = new People();
for (let customer = 0; customer * usersACustomer < identities; customer++) {
  people.state({
    id: `customer-${customer}`,
    facts: {
      type: types[customer % types.length],
      stage: stages[customer % stages.length],
      monthlyRevenue: { amount: 9.99, currency: 'EUR' },
    },
    users: Array.from({ length: usersACustomer }, (_, i) => ({
      id: `user-${customer * usersACustomer + i}`,
    })),
    statedAt: onset - 1,
  });
}
// identity i is subject i / 8 of partition i % 8
const subjects = Array.from({ length: partitions }, () => []);
for (let i = 0; i < identities; i++) {
  subjects[i % partitions].push(people.meet(`user-${i}`, '').identity);
}
const peopled = memory();

const count = new ImpactCount(
  { scope: {}, onset, end: null },
  partitions,
  (_, slice) => slices[slice],
  (p, subject, at) =>
    people.turns.length === 0 ? 0 : people.epochAt(subjects[p][subject], -1, at),
);
/** Everyone is in one region, by one channel, with the services they care for. */
const sliceOf = (identity, service) =>
  service * 48 + ((Math.imul(identity, 0x9e3779b1) >>> 8) % 48);
const signal = (identity, service, outcome) =>
  count.add(
    identity % partitions,
    Math.floor(identity / partitions),
    sliceOf(identity, service),
    onset + random(forMs),
    outcome,
  );
const fails = (identity) => identity % Math.round(identities / affected) === 0;
for (let i = 0; i < identities; i++) if (!fails(i)) signal(i, random(5), ok);
const healthy = memory();
// in no order of their numbers; a third fails in two services, a third is well again or seems so
for (let i = 0; i < affected; i++) {
  const identity = ((i * 7_919) % affected) * Math.round(identities / affected);
  const service = random(5);
  signal(identity, service, failed);
  if (i % 3 === 0) signal(identity, (service + 1) % 5, failed);
  if (i % 3 === 1) signal(identity, service, ok);
}
const counted = memory();

const context = {
  people,
  identity: (p, subject) => subjects[p][subject],
  named: () => -1,
  slice: (_, slice) => slices[slice],
  threshold: () => 1,
  now,
};
const lists = new RememberedRows();
const first = timed(() => tally(count, {}, context));
const joined = memory();

/** Who failed where, so that Redis can be told the same. */
const told = () => {
  const lines = [];
  for (const [p, table] of count.tables.entries()) {
    for (let at = 0; at < table.failed.size; at++) {
      const record = table.failed.record[at];
      const identity = table.subject[record] * partitions + p;
      const customer = Math.floor(identity / usersACustomer);
      lines.push([identity, table.slice[record], types[customer % types.length]]);
    }
  }
  return lines;
};

const answers = {
  ready: () => ({
    firstMs: first.cpuMs,
    records: count.tables.reduce((sum, { size }) => sum + size, 0),
    bytesAnIdentity: (peopled.held - before.held) / identities,
    bytesAHealthy: (healthy.held - peopled.held) / (identities - affected),
    bytesAnAffected: (counted.held - healthy.held) / affected,
    bytesJoined: (joined.held - counted.held) / identities,
    rss: joined.rss,
  }),
  told,
  // some of them are heard of between any two questions
  ask: (filter) => {
    for (let i = 0; i < 1_000; i++) signal(random(identities), random(5), ok);
    const { ms, cpuMs, result } = timed(() => tally(count, filter, context));
    return { ms, cpuMs, result: { ...result, changesAt: 0 } };
  },
  // a page of the list, after some signals, a tenth of which are failures
  page: ({ sort, cursor, filter, signals }) => {
    for (let i = 0; i < signals; i++) {
      signal(random(identities), random(5), i % 10 === 0 ? failed : ok);
    }
    const work = () =>
      affectedPage(lists.rows(count, filter, context, 0), sort, cursor, 100, context);
    const { ms, cpuMs, result } = timed(work);
    return { ms, cpuMs, result: { users: result.value.total, next: result.value.next } };
  },
  breakdown: (by) => {
    for (let i = 0; i < 1_000; i++) signal(random(identities), random(5), ok);
    return timed(() => {
      const groups = groupsOf(by, joinedOf(count, context).codes, people.customers, {}).slice(
        0,
        50,
      );
      return { groups: tallyGroups(count, {}, by, groups, context).length };
    });
  },
  // where it still fails: whoever is affected, told place by place
  slices: () =>
    timed(() => {
      const restoration = new Restoration();
      tally(count, {}, context, (visit) => restoration.add(visit));
      return { groups: restoration.slices().length };
    }),
  resellers: () =>
    timed(() => ({ groups: resellersOf(lists.rows(count, {}, context, 0), context).length })),
  total: () => timed(() => ({ groups: together([count], {}, context).users.ever })),
  // the directory says something of some customers, then someone asks
  state: (customers) => {
    const states = () => {
      for (let i = 0; i < customers; i++) {
        const facts = { language: 'de', monthlyRevenue: { amount: 19.99, currency: 'EUR' } };
        const id = `customer-${random(identities / usersACustomer)}`;
        people.state({ id, facts, users: undefined, statedAt: now });
      }
      return tally(count, {}, context);
    };
    const { ms, cpuMs } = timed(states);
    return { ms, cpuMs };
  },
};
process.on('message', ({ what, filter }) => process.send(answers[what](filter)));
process.on('disconnect', () => process.exit(0));
process.send('ready');
