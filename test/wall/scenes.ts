import type { Affected, Impact, IncidentView, LiveView, Pulse } from '@rollcall/shared';
import { fine, matrix, regions, televisions } from './places.js';

/**
 * What a wall may have to show, from the first run to a total blackout: each scene is a row of views, the
 * last of which is looked at. The same each time: no clock, no dice.
 */

const minute = 60_000;
const hour = 60 * minute;
/** 14:05 on a Saturday. */
const now = Date.UTC(2026, 2, 14, 14, 5);

const affected = (failing: number, unseen: number, recovered: number, of: number): Affected => ({
  ever: failing + unseen + recovered,
  failing,
  unseen,
  recovered,
  peak: Math.round((failing + unseen) * 1.02),
  of,
});

const impact = (over: Partial<Impact> = {}): Impact => ({
  customers: affected(1_243, 486, 212, 14_120),
  users: affected(1_971, 702, 318, 21_480),
  unidentified: 0,
  silent: { estimate: 4_310, low: 3_890, high: 4_760 },
  ordinary: 24,
  anonymous: 0,
  revenue: [{ currency: 'USD', amount: 24_310 }],
  coverage: 1,
  complete: true,
  sampling: null,
  atLeastSince: null,
  internal: { users: 0, customers: 0 },
  ...over,
});

const incident = (over: Partial<IncidentView> = {}): IncidentView => ({
  id: 'i-1',
  title: 'Televisions can’t play',
  state: 'investigating',
  severity: 'critical',
  scope: { services: ['play'] },
  onset: now - 2 * hour - 10 * minute,
  detectedAt: now - 2 * hour,
  acknowledgedAt: now - 2 * hour + 4 * minute,
  acknowledgedBy: 'Ana',
  mitigatedAt: null,
  resolvedAt: null,
  version: 1,
  generation: 1,
  openedBy: 'person',
  reason: null,
  suspects: null,
  impact: impact(),
  ...over,
});

/** People in steps of 5 minutes over 6 hours, swinging about `middle`; `today` bends them. */
const pulse = (middle: number, today: (step: number) => number = () => 1): Pulse => {
  const steps = Array.from({ length: 72 }, (_, i) => i);
  const usual = steps.map((i) => Math.round(middle * (0.8 + 0.3 * Math.sin(i / 20))));
  return {
    stepMs: 5 * minute,
    from: now - 6 * hour,
    people: usual.map((value, i) => Math.round(value * today(i) * (1 + 0.02 * Math.sin(i * 2.4)))),
    usual: usual.map((value) => ({ middle: value, low: value * 0.92, high: value * 1.07 })),
    weeks: 4,
  };
};

const view = (over: Partial<LiveView> = {}): LiveView => ({
  version: 1,
  asOf: now,
  workspace: { id: 'main', demo: null, story: null },
  freshness: { ageMs: 400, oldestUnfoldedMs: 0, accepted: 812_000, folded: 812_000, parked: 0 },
  coverage: 1,
  satisfaction: { index: null, low: null, high: null, n: 0 },
  windowMs: 5 * minute,
  pulse: pulse(5_200),
  services: matrix(fine),
  incidents: [],
  ...over,
});

const scaled = (counts: Affected, share: number): Affected =>
  affected(
    Math.round(counts.failing * share),
    Math.round(counts.unseen * share * share),
    Math.round(counts.recovered * share ** 3),
    counts.of,
  );

/** How an open incident's counts came to what they are: `steps` views from its onset to now. */
const grown = (last: LiveView, steps = 16, shape = (t: number) => t ** 0.7): LiveView[] => {
  const onset = Math.min(...last.incidents.map((one) => one.onset));
  return Array.from({ length: steps }, (_, i) => {
    const t = (i + 1) / steps;
    const at = (one: IncidentView): IncidentView => {
      const { silent } = one.impact;
      const share = shape(t);
      const known = Math.min(1, t * 1.5);
      return {
        ...one,
        impact: {
          ...one.impact,
          customers: t === 1 ? one.impact.customers : scaled(one.impact.customers, share),
          users: t === 1 ? one.impact.users : scaled(one.impact.users, share),
          silent: silent && {
            estimate: Math.round(silent.estimate * known),
            low: Math.round(silent.low * known),
            high: Math.round(silent.high * known),
          },
        },
      };
    };
    return { ...last, asOf: onset + t * (last.asOf - onset), incidents: last.incidents.map(at) };
  });
};

const dip = (step: number): number => (step < 46 ? 1 : 1 - 0.012 * (step - 46));
const usual = { index: 97, low: 96.4, high: 97.3, weeks: 4 };
const outage = view({
  satisfaction: { index: 88.4, low: 71.2, high: 89.1, n: 14_120, past: usual },
  incidents: [incident()],
  services: matrix(televisions(0.52)),
  pulse: pulse(5_200, dip),
});

const payments = incident({
  id: 'i-2',
  title: 'Payments are slow in Europe',
  severity: 'major',
  onset: now - 42 * minute,
  impact: impact({ customers: affected(312, 40, 5, 4_000), users: affected(330, 44, 5, 4_200) }),
});
const login = incident({
  id: 'i-3',
  title: 'Sign-in codes arrive late',
  severity: 'minor',
  onset: now - 9 * minute,
  impact: impact({ customers: affected(0, 0, 0, 0), users: affected(54, 6, 2, 900), coverage: 0 }),
});

const restored = incident({
  state: 'monitoring',
  mitigatedAt: now - 30 * minute,
  onset: now - 11 * hour,
  impact: impact({
    customers: affected(322, 1_870, 4_210, 18_400),
    users: affected(418, 2_340, 6_377, 27_900),
    silent: { estimate: 9_840, low: 8_900, high: 10_700 },
  }),
});

const millions = impact({
  customers: affected(1_034_567, 200_000, 310_222, 9_876_543),
  users: affected(2_034_567, 310_000, 610_222, 15_876_543),
  silent: { estimate: 3_210_000, low: 2_900_000, high: 3_600_000 },
});

const story = {
  scenario: 'christmas-eve-2012',
  title: 'Christmas Eve 2012',
  speed: 240,
  running: true,
  utcOffsetMinutes: -480,
  tellings: 0,
  shiftMs: now - Date.UTC(2012, 11, 24, 22, 5),
  chapter:
    'Televisions in the United States, Canada and Latin America fail; Europe and the web stay up',
};

const nothing = { ageMs: null, oldestUnfoldedMs: 0, accepted: 0, folded: 0, parked: 0 };

export const scenes = {
  'first-run': [view({ freshness: nothing, services: [], pulse: null, coverage: null })],
  calm: [view()],
  'calm-after': [
    view({
      incidents: [
        incident({ state: 'resolved', resolvedAt: now - 3 * hour, onset: now - 5 * hour }),
      ],
      pulse: null,
    }),
  ],
  outage: grown(outage),
  restoration: grown(
    view({
      incidents: [restored],
      services: matrix(televisions(0.2)),
      pulse: pulse(5_200, (step) => (step < 20 ? 0.7 : 0.7 + (step - 20) * 0.0055)),
    }),
    16,
    (t) => (t < 0.6 ? (t / 0.6) * 4 : 4 - (t - 0.6) * 7.4),
  ),
  several: grown({ ...outage, incidents: [payments, login, incident()] }),
  blackout: grown(
    view({
      incidents: [incident({ title: 'Nothing works, anywhere', scope: {}, impact: millions })],
      services: matrix((_, region) => 0.97 - regions.indexOf(region) * 0.02),
      pulse: pulse(5_200_000, (step) => (step < 50 ? 1 : 0.5)),
    }),
  ),
  unsure: grown(
    view({
      incidents: [
        incident({
          acknowledgedAt: null,
          acknowledgedBy: null,
          impact: impact({
            silent: null,
            ordinary: null,
            coverage: 0.87,
            sampling: 0.1,
            unidentified: 312,
            anonymous: 40,
            complete: false,
            atLeastSince: now - hour,
            internal: { users: 4, customers: 2 },
          }),
        }),
      ],
      services: matrix(
        (service, region, channel) =>
          service === 'play' && region === 'US' && channel === 'android'
            ? 1
            : televisions(0.52)(service, region, channel),
        16,
      ),
      pulse: null,
      freshness: { ageMs: 900, oldestUnfoldedMs: 1_400, accepted: 9_000, folded: 8_000, parked: 2 },
    }),
  ),
  demo: grown({ ...outage, workspace: { id: 'demo', demo: story.scenario, story } }),
} satisfies Record<string, LiveView[]>;

export type SceneName = keyof typeof scenes;
