import type { Affected, Impact, Scope } from '@rollcall/shared';
import { untilFolded } from './harness/metrics.js';
import { flavour } from './harness/redis.js';
import { setStage, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';
import { type Clock, clockFor } from './simulate/clock.js';
import type { Cast } from './simulate/happenings.js';
import { Play } from './simulate/play.run.js';
import { smallWorld } from './simulate/small.fixture.js';

/** A scenario played against the product: what it counts is what the truth says. */

interface AffectedRow {
  row: 'affected';
  user: string;
  customer: string | null;
  type: string;
  slices: { region: string; channel: string; sent: number; backAfterSent: string | null }[];
}

/** Ever affected as far as anything arrived, and those who got through again wherever they had failed. */
const seenIn = (rows: AffectedRow[], region: string) => {
  const users = { ever: 0, recovered: 0 };
  const customers = new Map<string, boolean>();
  let unidentified = 0;
  for (const { customer, type, slices } of rows) {
    const failed = slices.filter((s) => s.region === region && s.sent > 0);
    if (failed.length === 0 || type === 'internal') continue;
    const recovered = failed.every((s) => s.backAfterSent !== null);
    users.ever++;
    if (recovered) users.recovered++;
    if (customer === null) unidentified++;
    else customers.set(customer, recovered && (customers.get(customer) ?? true));
  }
  const well = [...customers.values()].filter((recovered) => recovered).length;
  return { users, customers: { ever: customers.size, recovered: well }, unidentified };
};

const short = ({ ever, recovered }: Affected) => ({ ever, recovered });
const shown = ({ users, customers, unidentified }: Impact) => ({
  users: short(users),
  customers: short(customers),
  unidentified,
});

describe(`a scenario played on ${flavour}`, () => {
  const world = smallWorld();
  const cast: Cast = { world, id: 'small', seed: 'int', people: 1_500 };
  const rows: { row: string }[] = [];
  let stage: Stage;
  let clock: Clock;
  let play: Play;

  beforeAll(async () => {
    stage = await setStage();
    const made = clockFor(world, 'max', 'past', Date.now());
    if ('complaint' in made) throw new Error(made.complaint);
    clock = made;
    play = new Play({
      cast,
      clock,
      from: world.from,
      to: world.to,
      client: stage.client,
      onCall: true,
      stop: new AbortController().signal,
      tell: (line) => void rows.push(JSON.parse(line) as { row: string }),
    });
    await play.run();
    await untilFolded(stage.client, play.progress.signals);
  });
  afterAll(() => stage?.cleanup.run());

  const affected = (): AffectedRow[] =>
    rows.filter((row): row is AffectedRow => row.row === 'affected');

  const counted = (id: string): Promise<Impact> =>
    until('the count is complete', async () => {
      const impact = await stage.client.call('getImpact', { params: { id } });
      return impact.complete && impact;
    });

  const open = async (title: string, scope: Scope): Promise<string> => {
    const body = { title, scope, onset: clock.map(world.from) };
    return (await stage.client.call('openIncident', { body })).id;
  };

  it('is taken whole', () => {
    const { sent, signals, lost, customers } = play.progress;
    expect({ accepted: sent.accepted, rejected: sent.rejected }).toEqual({
      accepted: signals,
      rejected: 0,
    });
    expect(signals).toBeGreaterThan(3_000);
    expect(lost).toBeGreaterThan(50);
    expect(customers).toBeGreaterThan(500);
  });

  it('counts exactly those who were affected and could send it', async () => {
    const scope = { services: ['play'], regions: ['US'], channels: ['tv'] };
    const impact = await counted(await open('Afterwards', scope));
    const truth = seenIn(affected(), 'US');
    expect(truth.users.ever).toBeGreaterThan(50);
    expect(truth.users.recovered).toBeGreaterThan(5);
    expect(shown(impact)).toEqual(truth);
    // more were affected than anybody can count
    expect(play.truth.totals().users.affected).toBeGreaterThan(truth.users.ever * 1.5);
  });

  it('knows how many were there at all', async () => {
    const impact = await counted(await open('Everything', {}));
    const { users } = play.truth.totals();
    expect({ of: impact.users.of, ever: impact.users.ever }).toEqual({
      of: users.active,
      ever: users.seen,
    });
  });

  it('leaves the untouched region untouched', async () => {
    const impact = await counted(await open('Britain', { regions: ['GB'] }));
    expect(impact.users).toMatchObject({ ever: 0, failing: 0, peak: 0 });
    expect(impact.users.of).toBeGreaterThan(100);
    expect(affected().some(({ slices }) => slices.some((s) => s.region !== 'US'))).toBe(false);
  });

  it('was taken in hand by whoever is on call', async () => {
    const [id] = play.progress.incidents;
    const incident = await stage.client.call('getIncident', { params: { id } });
    const when = (time: string): number => clock.map(Date.parse(`2026-01-15T${time}:00Z`));
    expect(incident).toMatchObject({
      title: 'TV in the US',
      state: 'resolved',
      onset: when('10:00'),
      resolvedAt: when('11:50'),
    });
    // all failures lie between onset and end
    expect((await counted(id)).users.ever).toBe(seenIn(affected(), 'US').users.ever);
  });
});
