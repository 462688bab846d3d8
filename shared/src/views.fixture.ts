import fc from 'fast-check';
import type { Affected, Impact } from './impact.js';
import { severities } from './incident-parts.js';
import { incidentStates } from './incidents.js';
import { sliceStatuses, type LiveView, type RegionView, type ServiceView } from './live.js';

/** Any live view, from few names and numbers, so that two of them differ in some places only. */

const whole = fc.nat(5);
const time = fc.nat(5);
const share = fc.constantFrom(null, 0, 0.5, 1);
const nameOf = (...names: string[]): fc.Arbitrary<string> => fc.constantFrom(...names);

const tally = {
  status: fc.constantFrom(...sliceStatuses),
  ok: whole,
  slow: whole,
  failed: whole,
  failureShare: share,
};

const named = <T>(arbitrary: fc.Arbitrary<T>, selector: (item: T) => string): fc.Arbitrary<T[]> =>
  fc.uniqueArray(arbitrary, { selector, maxLength: 3 });

const region: fc.Arbitrary<RegionView> = fc.record({
  region: nameOf('US', 'CA', '__proto__'),
  ...tally,
  channels: named(
    fc.record({ channel: nameOf('tv', 'web', 'ios'), ...tally }),
    ({ channel }) => channel,
  ),
});

const service: fc.Arbitrary<ServiceView> = fc.record({
  id: nameOf('play', 'pay', 'sign up'),
  name: nameOf('Play', 'Pay'),
  ...tally,
  regions: named(region, (each) => each.region),
  health: fc.array(
    fc.record({
      source: nameOf('edge', 'probe'),
      region: nameOf('US', 'CA'),
      status: fc.constantFrom('up', 'degraded', 'down'),
      at: time,
    }),
    { maxLength: 2 },
  ),
});

const affected: fc.Arbitrary<Affected> = fc.record({
  ever: whole,
  failing: whole,
  unseen: whole,
  recovered: whole,
  peak: whole,
  of: whole,
});

const impact: fc.Arbitrary<Impact> = fc.record({
  users: affected,
  customers: affected,
  unidentified: whole,
  anonymous: whole,
  silent: fc.option(fc.record({ estimate: whole, low: whole, high: whole })),
  ordinary: fc.option(whole),
  revenue: fc.array(fc.record({ amount: whole, currency: nameOf('EUR', 'USD') }), { maxLength: 2 }),
  coverage: share,
  sampling: fc.option(fc.constantFrom(0.1, 1)),
  complete: fc.boolean(),
  atLeastSince: fc.option(time),
  internal: fc.record({ users: whole, customers: whole }),
});

const names = fc.option(fc.array(nameOf('play', 'US', 'tv'), { maxLength: 2 }), { nil: undefined });

const incident = fc
  .record({
    id: nameOf('inc-1', 'inc-2', 'inc-3'),
    title: fc.string(),
    state: fc.constantFrom(...incidentStates),
    severity: fc.constantFrom(...severities),
    scope: fc.record({ services: names, regions: names }),
    onset: time,
    detectedAt: time,
    acknowledgedAt: fc.option(time),
    acknowledgedBy: fc.option(fc.string()),
    mitigatedAt: fc.option(time),
    resolvedAt: fc.option(time),
    version: whole,
    generation: whole,
    openedBy: fc.constantFrom('person', 'detection'),
    reason: fc.option(fc.string()),
    suspects: fc.constant(null),
    impact,
  })
  // as it comes over the wire: what is undefined is not there
  .map((value) => JSON.parse(JSON.stringify(value)) as typeof value);

const story = fc.record({
  scenario: nameOf('storm'),
  title: fc.string(),
  speed: fc.constantFrom(1, 240),
  running: fc.boolean(),
  utcOffsetMinutes: fc.constantFrom(0, -480),
  tellings: whole,
  shiftMs: time,
  chapter: fc.option(fc.string()),
});

const pulse = fc.record({
  stepMs: fc.constant(300_000),
  from: time,
  people: fc.array(whole, { maxLength: 3 }),
  usual: fc.array(fc.option(fc.record({ middle: whole, low: whole, high: whole })), {
    maxLength: 3,
  }),
  weeks: whole,
});

export const liveView: fc.Arbitrary<LiveView> = fc.record({
  version: whole,
  asOf: time,
  workspace: fc.record({
    id: nameOf('main', 'demo'),
    demo: fc.option(nameOf('storm')),
    story: fc.option(story),
  }),
  freshness: fc.record({
    ageMs: fc.option(time),
    oldestUnfoldedMs: time,
    accepted: whole,
    folded: whole,
    parked: whole,
  }),
  coverage: share,
  satisfaction: fc.record({ index: share, low: share, high: share, n: whole }),
  windowMs: fc.constant(300_000),
  pulse: fc.option(pulse),
  services: named(service, ({ id }) => id),
  incidents: named(incident, ({ id }) => id),
});
