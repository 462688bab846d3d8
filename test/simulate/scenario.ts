import { z } from 'zod';
import { curve, fields, name, names, share, text, time, weight } from './fields.js';
import { beginningOf, hour, timeOf } from './times.js';

/** What a scenario says; docs/simulate.md explains each field. */

const number = (what: string, low: number, high: number) =>
  z
    .number({ error: `expected ${what}: write a number from ${low} to ${high}` })
    .min(low, `below ${low}: write a number from ${low} to ${high}`)
    .max(high, `above ${high}: write a number from ${low} to ${high}`);

/** Letters of a chapter that a wall has room for. */
const chapterLength = 160;

const Service = fields({
  name: name.optional(),
  /** How often it is what somebody comes for, against the others. */
  share: weight,
  /** The channels it can be done on; left out: all. */
  on: names.optional(),
  /** `newcomers` are people nobody knows yet. */
  by: z
    .enum(['customers', 'newcomers'], { error: 'expected customers or newcomers' })
    .default('customers'),
  /** A step to becoming a customer: sign-ups, or purchases, of which an incident says how many were lost. */
  funnel: z.enum(['signup', 'purchase'], { error: 'expected signup or purchase' }).optional(),
  targetMs: number('a latency target in ms', 1, 600_000).default(1_000),
  objective: number('an objective', 0.5, 0.99999).optional(),
  /** How often more, once it has worked: the next episode, the next page. */
  more: number('a count', 0, 20).default(1),
  /** Minutes until then. */
  every: number('minutes', 0.1, 600).default(5),
});

const Region = fields({
  share: weight,
  /** Hours ahead of UTC. */
  utcOffset: number('hours', -12, 14),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'expected an ISO 4217 currency: write USD, EUR, …')
    .default('USD'),
  language: text.default('en'),
});

const Channel = fields({
  /** Share of people who have one. */
  owners: share,
  /** How gladly it is used by who has several. */
  weight: weight.default(1),
});

const Where = fields({
  services: names.optional(),
  regions: names.optional(),
  channels: names.optional(),
});
export type Where = z.infer<typeof Where>;

const Phase = fields({
  says: text,
  where: Where.default({}),
  /** Share of the devices there that are hit: onset, growth, healing. Before the first time: 0. */
  reach: curve(share),
  /** Share of a hit device's attempts that fail. */
  fails: share.default(1),
  /** Share of the hit devices whose failed attempts send nothing: the requests never arrive. */
  silent: share.default(0),
  /** Share of a hit device's other attempts that are slow. */
  slow: share.default(0),
});

const Surge = fields({
  says: text,
  where: fields({ regions: names.optional() }).default({}),
  /** How many times as many come as usual. Outside of the times: 1. */
  factor: curve(number('a factor', 0, 50)),
});

const Notice = fields({
  at: time,
  service: name,
  region: name.optional(),
  title: text,
  source: name.optional(),
});

const Check = fields({
  source: name,
  service: name,
  region: name.optional(),
  everyMinutes: number('minutes', 1, 1_440).default(5),
  status: z.enum(['up', 'degraded', 'down'], { error: 'expected up, degraded or down' }),
  from: time.optional(),
  until: time.optional(),
});

/** What somebody on call would open and close by hand; played with --on-call. */
const OnCall = fields({
  title: text,
  where: Where.default({}),
  severity: z
    .enum(['minor', 'major', 'critical'], { error: 'expected minor, major or critical' })
    .default('major'),
  onset: time,
  opened: time,
  acknowledged: time.optional(),
  identified: time.optional(),
  monitoring: time.optional(),
  resolved: time.optional(),
});

/** What a screen says of the story from this time on, until the next one. */
const Chapter = fields({
  at: time,
  says: text.max(
    chapterLength,
    `too long for a screen: say it in ${chapterLength} letters, and the rest in about`,
  ),
});

/** Weights of the kinds of households among new ones. */
const Customers = fields({
  single: weight.default(58),
  family: weight.default(26),
  business: weight.default(1.2),
  /** Businesses whose invoice goes to a reseller. */
  resold: weight.default(0.6),
  internal: weight.default(0.1),
  /** People the directory was never told of. */
  stranger: weight.default(6),
  newcomer: weight.default(4),
});

/** What people do when it goes wrong; each a share of those in the situation. */
const Reactions = fields({
  /** The most impatient don't retry at all, the most patient this often. */
  retries: number('a count', 0, 20).default(4),
  switchDevice: share.default(0.25),
  tryAgainLater: share.default(0.5),
  stayAway: share.default(0.15),
  /** How many times as likely they come, until what failed has worked again. */
  eager: number('a factor', 0.1, 20).default(2.5),
  contact: share.default(0.05),
  rate: share.default(0.06),
  /** Share of undisturbed sessions that end with a rating. */
  rateAnyway: share.default(0.012),
});

const table = <T extends z.ZodType>(entry: T, what: string) =>
  z
    .record(name, entry, { error: `expected at least one ${what}, each by its name` })
    .refine((all) => Object.keys(all).length > 0, {
      error: `none: describe at least one ${what}`,
    });

/** Each after the one before, and all of them while the scenario lasts. */
const chaptersInOrder = (
  { starts, hours, chapters }: { starts: string; hours: number; chapters: { at: string }[] },
  context: z.RefinementCtx,
): void => {
  const begins = beginningOf(starts);
  if (begins === undefined) return; // said elsewhere
  let before = -Infinity;
  chapters.forEach(({ at }, i) => {
    const after = begins.midnight + timeOf(at)! - begins.at;
    const wrong =
      after < 0 || after >= hours * hour
        ? `"${at}" is not while it lasts: write a time within ${hours} hours of ${starts}`
        : after <= before
          ? `"${at}" does not come after the chapter before: put them in order`
          : undefined;
    if (wrong) context.addIssue({ code: 'custom', message: wrong, path: ['chapters', i, 'at'] });
    before = after;
  });
};

export const Scenario = fields({
  title: text,
  about: text.optional(),
  starts: z
    .string({ error: 'expected when it starts: write 2012-12-24T06:00:00-08:00' })
    .refine((t) => beginningOf(t) !== undefined, {
      error: 'not a date with time and zone: write 2012-12-24T06:00:00-08:00',
    }),
  hours: number('its length in hours', 0.1, 24 * 13),
  people: number('a count', 1, 1_000_000).default(10_000),
  /** Times a day that somebody comes, on an ordinary day and on average. */
  visitsPerDay: number('a count', 0.01, 50).default(1.2),
  rhythm: z
    .enum(['evening', 'office', 'shop'], { error: 'expected evening, office or shop' })
    .default('evening'),
  services: table(Service, 'service'),
  regions: table(Region, 'region'),
  channels: table(Channel, 'channel'),
  customers: Customers.prefault({}),
  reactions: Reactions.prefault({}),
  /** Bad luck anywhere, any time: shares of attempts. */
  background: fields({ failed: share.default(0.0005), slow: share.default(0.02) }).prefault({}),
  phases: z.array(Phase, { error: 'expected a list of phases: - says: …' }).default([]),
  surges: z.array(Surge, { error: 'expected a list of surges: - says: …' }).default([]),
  notices: z.array(Notice, { error: 'expected a list of notices: - at: …' }).default([]),
  checks: z.array(Check, { error: 'expected a list of checks: - source: …' }).default([]),
  incidents: z.array(OnCall, { error: 'expected a list of incidents: - title: …' }).default([]),
  chapters: z.array(Chapter, { error: 'expected a list of chapters: - at: …' }).default([]),
}).superRefine((scenario, context) => {
  const known = (kind: 'services' | 'regions' | 'channels') => Object.keys(scenario[kind]);
  const check = (
    kind: 'services' | 'regions' | 'channels',
    list: string[],
    path: PropertyKey[],
  ) => {
    for (const one of list)
      if (!known(kind).includes(one))
        context.addIssue({
          code: 'custom',
          path,
          message: `"${one}" is not one of the scenario's ${kind}: write ${known(kind).join(', ')}, or describe it under ${kind}`,
        });
  };
  for (const [id, { on }] of Object.entries(scenario.services))
    check('channels', on ?? [], ['services', id, 'on']);
  for (const block of ['phases', 'incidents'] as const)
    scenario[block].forEach(({ where }, i) => {
      for (const kind of ['services', 'regions', 'channels'] as const)
        check(kind, where[kind] ?? [], [block, i, 'where', kind]);
    });
  scenario.surges.forEach(({ where }, i) =>
    check('regions', where.regions ?? [], ['surges', i, 'where', 'regions']),
  );
  chaptersInOrder(scenario, context);
  for (const block of ['notices', 'checks'] as const)
    scenario[block].forEach(({ service, region }, i) => {
      check('services', [service], [block, i, 'service']);
      check('regions', region === undefined ? [] : [region], [block, i, 'region']);
    });
});
export type Scenario = z.infer<typeof Scenario>;
