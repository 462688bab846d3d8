import type { IncidentEvent, TimelineEntry } from '@rollcall/shared';
import { failing, recovered, unseen } from '../impact/judge.js';
import type { AffectedVisit } from '../impact/tally.js';
import { handover } from './handover.js';
import { at, given, opened } from './incident.fixture.js';
import { metricsOf } from './metrics.js';
import { Restoration, slicesOf } from './restoration.js';

const tv = { service: 'play', region: 'US', channel: 'tv' };
const web = { ...tv, channel: 'web' };
const visit = (more: Partial<AffectedVisit>): AffectedVisit => ({
  user: 1,
  customer: 1,
  own: false,
  failures: 1,
  firstFailed: at(1),
  lastFailed: at(2),
  lastOk: 0,
  state: unseen,
  slice: tv,
  ...more,
});
const slicesFrom = (...visits: Partial<AffectedVisit>[]) => {
  const restoration = new Restoration();
  for (const each of visits) restoration.add(visit(each));
  return restoration.slices();
};

describe('restoration, slice by slice', () => {
  it('fails while somebody fails there, whoever else got through', () => {
    const slices = slicesFrom(
      { user: 1, state: recovered, lastOk: at(9) },
      { user: 2, customer: 2, state: failing, lastFailed: at(5) },
      { user: 3, customer: -1, state: unseen },
    );
    expect(slices).toEqual([
      {
        ...tv,
        state: 'failing',
        users: { ever: 3, failing: 1, unseen: 1, recovered: 1 },
        customers: { ever: 2, failing: 1, unseen: 0, recovered: 1 },
        firstFailed: at(1),
        lastFailed: at(5),
        restoredSince: null,
      },
    ]);
  });

  it('is restored since the first known ok after the last failure of anyone', () => {
    const [slice] = slicesFrom(
      { user: 1, state: recovered, lastOk: at(3), lastFailed: at(2) },
      { user: 2, state: recovered, lastOk: at(8), lastFailed: at(4) },
      { user: 3, state: recovered, lastOk: at(6), lastFailed: at(4) },
      { user: 4, state: unseen, lastFailed: at(4) },
    );
    expect(slice).toMatchObject({ state: 'restored', restoredSince: at(6), lastFailed: at(4) });
  });

  it('is quiet while nobody affected got through after the last failure', () => {
    const [slice] = slicesFrom(
      { user: 1, state: recovered, lastOk: at(3), lastFailed: at(2) },
      { user: 2, state: unseen, lastFailed: at(4) },
    );
    expect(slice).toMatchObject({ state: 'quiet', restoredSince: null });
  });

  it('counts a customer once a slice, in the gravest state of its users, and none of our own', () => {
    const [slice] = slicesFrom(
      { user: 1, customer: 7, state: recovered, lastOk: at(3) },
      { user: 2, customer: 7, state: unseen },
      { user: 3, customer: 8, state: failing, own: true },
    );
    expect(slice.customers).toEqual({ ever: 1, failing: 0, unseen: 1, recovered: 0 });
    expect(slice.users.ever).toBe(2);
  });

  it('tells the gravest places first, and counts all of them', () => {
    const told = slicesOf(
      slicesFrom({ state: recovered, lastOk: at(3) }, { slice: web, state: failing }),
    );
    expect(told).toMatchObject({ failing: 1, quiet: 0, restored: 1 });
    expect(told.slices.map(({ channel }) => channel)).toEqual(['web', 'tv']);
  });
});

it('a handover has everything since a time, and what stood then', () => {
  const events: IncidentEvent[] = [
    opened,
    { type: 'incident:action-added', action: 'act-1', what: 'Call', owner: 'Ana', dueAt: at(10) },
    { type: 'incident:action-added', action: 'act-2', what: 'Ask', owner: null, dueAt: at(90) },
    { type: 'incident:role-assigned', role: 'commander', who: 'Ana' },
    { type: 'incident:updated', message: 'A fibre' },
    { type: 'incident:action-changed', action: 'act-1', state: 'done' },
    { type: 'incident:action-added', action: 'act-3', what: 'Check', owner: null, dueAt: at(20) },
  ];
  const timeline: TimelineEntry[] = events.map((event, i) => ({
    id: `${i}`,
    at: at(i),
    by: 'root',
    event,
  }));
  const nobody = { failing: 0, unseen: 0, recovered: 0 };
  const point = (minutes: number, affected: number) => ({
    at: at(minutes),
    customers: { ...nobody, failing: affected },
    users: nobody,
    silent: null,
  });
  const points = [point(0, 1), point(3, 5), point(40, 9)];
  const slices = slicesFrom(
    { slice: tv, state: recovered, firstFailed: at(0), lastFailed: at(1), lastOk: at(5) },
    { slice: web, state: failing, firstFailed: at(6), lastFailed: at(39) },
  );
  const told = handover(at(4), at(40), {
    incident: given(...events),
    timeline,
    slices,
    points,
    now: points[2],
    complete: true,
  });
  expect(told.counts).toEqual({ then: points[1], now: points[2] });
  expect(told.decisions.map(({ id }) => id)).toEqual(['4', '5', '6']);
  expect(told.updates).toMatchObject([{ message: 'A fibre' }]);
  expect(told.actions.open.map(({ id }) => id)).toEqual(['act-2', 'act-3']);
  expect(told.actions.overdue.map(({ id }) => id)).toEqual(['act-3']);
  expect(told.actions.closed.map(({ id }) => id)).toEqual(['act-1']);
  expect(told.slices.healed.map(({ channel }) => channel)).toEqual(['tv']);
  expect(told.slices.broke.map(({ channel }) => channel)).toEqual(['web']);
  expect(
    handover(at(-1), at(40), {
      ...told,
      incident: given(...events),
      timeline,
      slices,
      points,
      now: points[2],
    }).counts.then,
  ).toBeNull();
});

it('metrics have mean, median and n, and say what was left out and why', () => {
  const whole = given(
    opened,
    { type: 'incident:acknowledged', by: 'ana' },
    { type: 'incident:resolved', resolvedAt: at(30) },
  );
  const incidents = [
    { ...whole, id: 'a' },
    { ...whole, id: 'b', onset: at(-10), resolvedAt: at(110) },
    { ...given(opened), id: 'c', detectedAt: at(-40) },
    { ...whole, id: 'outside', onset: at(60) },
  ];
  const metrics = metricsOf(incidents, at(-60), at(60));
  expect(metrics).toMatchObject({
    incidents: 3,
    detect: { from: 'onset', to: 'detectedAt', n: 2, meanMs: 20 * 60_000, medianMs: 20 * 60_000 },
    acknowledge: { from: 'detectedAt', to: 'acknowledgedAt', n: 2, meanMs: 60_000 },
    resolve: { n: 2, meanMs: 90 * 60_000 },
  });
  expect(metrics.leftOut).toEqual([
    { id: 'c', measure: 'detect', reason: 'detectedAt lies before onset' },
    { id: 'c', measure: 'acknowledge', reason: 'not acknowledged' },
    { id: 'c', measure: 'mitigate', reason: 'not mitigated' },
    { id: 'c', measure: 'resolve', reason: 'not resolved' },
  ]);
  expect(metricsOf([], 0, 1).resolve).toMatchObject({ n: 0, meanMs: null, from: 'onset' });
});
