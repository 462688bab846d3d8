import type { Scope } from '@rollcall/shared';
import { countersOf, untilFolded } from './harness/metrics.js';
import { flavour } from './harness/redis.js';
import { type Asked, Roll } from './harness/roll.js';
import { describeServices, postAll, setStage, type Stage, startAnew } from './harness/stage.js';
import { filters } from './oracle/filters.js';
import type { Person } from './people/person.js';
import { arrivalsOf, type Arrivals } from './people/signals.js';
import { type Story, storyOf } from './people/story.js';

/**
 * Some ten thousand people live through an outage. Whatever the order in which signals and directory arrive, every
 * exact number under every filter is the one that an oracle works out from their lives.
 */

const usually = flavour === 'native' ? 20_000 : 10_000;
const people = Number(process.env['ROLLCALL_TEST_PEOPLE'] ?? usually);
const minutes = 60_000;
jest.setTimeout(5 * minutes);

const pick = (names: string[]) => Object.fromEntries(names.map((name) => [name, filters[name]]));
const aFew = pick(['all', 'type=consumer', 'type=unknown', 'region=CA channel=tv', 'stage=former']);

const withoutLate = (everyone: Person[]): Person[] =>
  everyone.map((person) => ({ ...person, attempts: person.attempts.filter((a) => !a.late) }));

const open = async (stage: Stage, title: string, scope: Scope, onset: number): Promise<string> => {
  const incident = await stage.client.call('openIncident', { body: { title, scope, onset } });
  return incident.id;
};

/** Nobody's state may turn while we look: see the quiet time of people's lives. */
const stillQuiet = (story: Story): void =>
  expect(Date.now()).toBeLessThan(story.now + 8.5 * minutes);

describe(`on ${flavour}, with the incident open first and everything in any order`, () => {
  let stage: Stage;
  let story: Story;
  let arrivals: Arrivals;
  let roll: Roll;
  let incident: string;
  let acknowledged = 0;
  let outage: Asked;
  const scope: Scope = { services: ['play', 'pay', 'search'] };

  beforeAll(async () => {
    stage = await setStage();
    story = storyOf('exact count', people, Date.now());
    arrivals = arrivalsOf(story, 'shuffled', 'first');
    outage = { scope, onset: story.outage.onset };
    await describeServices(stage.client);
    roll = new Roll(stage.client, withoutLate(story.people));
  });
  afterAll(() => stage?.cleanup.run());

  it('counts before anyone is known', async () => {
    incident = await open(stage, 'Playback fails', scope, story.outage.onset);
    acknowledged = await postAll(stage.client, arrivals.batches);
    await untilFolded(stage.client, acknowledged);
    await roll.matches(incident, outage, filters);
  });

  it('counts the same customers once half of them are known', async () => {
    const half = Math.ceil(story.told.first.length / 2);
    await roll.tell(story.told.first.slice(0, half));
    await roll.matches(incident, outage, aFew);
    await roll.tell(story.told.first.slice(half));
    await roll.matches(incident, outage, filters);
  });

  it('counts one person once their other identities are learned', async () => {
    await roll.tell(story.told.aliases);
    await roll.matches(incident, outage, filters);
  });

  it('leaves the past with those it belonged to when people move and customers change', async () => {
    await roll.tell(story.told.changes);
    await roll.matches(incident, outage, filters);
  });

  it('takes the newest undated word for the time before anything was known', async () => {
    const [customer] = story.told.first.filter((c) => c.type === 'consumer' && c.stage === 'buyer');
    await roll.tell([{ id: customer.id, stage: 'former' }]);
    await roll.matches(incident, outage, aFew);
  });

  it('takes what arrives late', async () => {
    acknowledged += await postAll(stage.client, arrivals.late);
    roll.sent(story.people);
    await untilFolded(stage.client, acknowledged);
    await roll.matches(incident, outage, filters);
  });

  it('counts nothing when batches are sent again', async () => {
    await postAll(stage.client, arrivals.batches.slice(0, 40));
    await roll.matches(incident, outage, aFew);
    const { accepted, folded } = await countersOf(stage.client);
    expect({ accepted, folded }).toEqual({ accepted: acknowledged, folded: acknowledged });
  });

  it('lists the very customers that it counts', async () => {
    const truth = roll.truth(outage);
    const listed = new Map<string, { state: string; users: number; failures: number }>();
    let nameless = 0;
    for (let cursor: string | undefined; ;) {
      const page = await stage.client.call('listAffected', {
        params: { id: incident },
        query: { limit: '1000', cursor },
      });
      for (const { customer, state, users, failures } of page.items) {
        if (customer === null) nameless++;
        else listed.set(customer, { state, users, failures });
      }
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(nameless).toBe(truth.unidentified);
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(truth.affected));
  });

  it('counts a second incident over the same people apart', async () => {
    const north: Scope = { regions: ['CA', 'GB'], channels: ['web', 'tv'] };
    const onset = story.outage.onset + 7 * minutes + 123;
    const second = await open(stage, 'Canada and Britain', north, onset);
    await roll.matches(second, { scope: north, onset }, filters);
    await roll.matches(incident, outage, aFew);
  });

  it('counts anew when the scope and the onset change', async () => {
    const narrow: Scope = {
      services: ['play'],
      channels: ['tv', 'web'],
      slices: [{ service: 'pay', region: 'US', channel: 'web' }],
    };
    const onset = story.outage.onset + 4 * minutes;
    await stage.client.call('updateIncident', {
      params: { id: incident },
      body: { scope: narrow },
    });
    await roll.matches(incident, { ...outage, scope: narrow }, aFew);
    await stage.client.call('updateIncident', { params: { id: incident }, body: { onset } });
    outage = { scope: narrow, onset };
    await roll.matches(incident, outage, filters);
  });

  it('stops where the incident was resolved', async () => {
    // in the very moment of somebody's failure, which still counts
    const ends = story.people
      .flatMap((person) => person.attempts)
      .filter((a) => a.outcome === 'failed' && a.service === 'play' && a.channel === 'tv')
      .map((a) => a.at);
    const resolvedAt = Math.max(...ends.filter((at) => at < story.now - 22 * minutes));
    const resolved = await stage.client.call('resolveIncident', {
      params: { id: incident },
      body: { at: resolvedAt },
    });
    expect(resolved).toMatchObject({ state: 'resolved', resolvedAt });
    outage = { ...outage, resolvedAt };
    await roll.matches(incident, outage, filters);
  });

  it('knows it all again when everything but Redis is started anew', async () => {
    await startAnew(stage);
    await roll.matches(incident, outage, filters);
    stillQuiet(story);
  });
});

describe(`on ${flavour}, with the directory before the failures and the incident after them`, () => {
  let stage: Stage;
  let story: Story;
  beforeAll(async () => {
    stage = await setStage({ workers: 2 });
    story = storyOf('exact count, the other way round', people, Date.now());
  });
  afterAll(() => stage?.cleanup.run());

  it('gives the same numbers', async () => {
    const { client } = stage;
    const roll = new Roll(client, withoutLate(story.people));
    const { batches, late } = arrivalsOf(story, 'in time', 'second');
    const asked: Asked = { scope: {}, onset: story.outage.onset };
    await describeServices(client);
    await roll.tell([...story.told.first, ...story.told.aliases, ...story.told.changes]);
    let acknowledged = await postAll(client, batches);
    await untilFolded(client, acknowledged);
    const incident = await open(stage, 'Everything', {}, story.outage.onset);
    await roll.matches(incident, asked, filters);

    acknowledged += await postAll(client, late);
    roll.sent(story.people);
    await untilFolded(client, acknowledged);
    await roll.matches(incident, asked, filters);
    const { accepted, folded } = await countersOf(client);
    expect({ accepted, folded }).toEqual({ accepted: acknowledged, folded: acknowledged });
    stillQuiet(story);
  });
});
