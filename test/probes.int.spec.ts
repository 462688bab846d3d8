import type { ProbeInput, ProbeView } from '@rollcall/shared';
import { Client, ProblemError } from './harness/client.js';
import { flavour } from './harness/redis.js';
import { Rollcall } from './harness/rollcall.js';
import { Site } from './harness/site.js';
import { setStage, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';

/** HTTP probes in the real product: what the site does is what they say, whoever is killed meanwhile. */

const intervalMs = 5_000;

describe(`HTTP probes, on ${flavour}`, () => {
  let stage: Stage;
  let site: Site;

  const put = (id: string, over: Partial<ProbeInput> = {}): Promise<ProbeView> => {
    const url = `${site.url}/${id}`;
    const body: ProbeInput = { name: id, url, service: 'shop', region: 'DE', intervalMs, ...over };
    return stage.client.call('putProbe', { params: { id }, body });
  };
  const get = (id: string) => stage.client.call('getProbe', { params: { id } });
  const remove = (id: string) => stage.client.call('deleteProbe', { params: { id } });
  const stands = (id: string, status: string) =>
    until(`${id} is ${status}`, async () => {
      const probe = await get(id);
      return probe.last?.status === status ? probe : undefined;
    });
  const healthOf = async (id: string) => {
    const { services } = await stage.client.call('getLive');
    const { health } = services.find((service) => service.id === 'shop') ?? { health: [] };
    return health.find(({ source }) => source === `probe:${id}`);
  };
  const worker = async (): Promise<Rollcall> => {
    const started = await Rollcall.launch({ redis: stage.redis, role: 'worker' });
    stage.workers = [started];
    return stage.cleanup.add(started, (p) => p.stop());
  };
  const refusalOf = (asked: Promise<unknown>) =>
    asked.then(
      () => undefined,
      (error: ProblemError) => error.problem,
    );

  beforeAll(async () => {
    stage = await setStage();
    site = stage.cleanup.add(await Site.open(), (one) => one.close());
  });
  afterAll(() => stage?.cleanup.run());
  afterEach(() => site.behave({}));

  it('check at once, say so in the live view, and make nobody affected', async () => {
    expect(await put('home', { expectText: 'welcome' })).toMatchObject({ last: null, results: [] });
    const probe = await stands('home', 'up');
    expect(probe).toMatchObject({ last: { httpStatus: 200, reason: null }, certificateDays: null });
    expect(probe.since).toBe(probe.results[0].at);
    await until('the live view says so', async () => (await healthOf('home'))?.status === 'up');
    const { services, freshness } = await stage.client.call('getLive');
    // a check of our own is no news of anybody: nothing looks alive by it
    expect(freshness.ageMs).toBe(null);
    expect(services).toMatchObject([{ id: 'shop', ok: 0, slow: 0, failed: 0, status: 'no_data' }]);
    expect(await healthOf('home')).toMatchObject({ region: 'DE' });
  });

  it('see the site go down, and say why and what to do', async () => {
    site.behave({ status: 503 });
    const { last } = await stands('home', 'down');
    expect(last).toMatchObject({
      reason: 'it answered 503, and 200-299 is expected',
      remedy: expect.stringContaining("site's own log"),
    });
    await until('the live view says so', async () => (await healthOf('home'))?.status === 'down');
    site.behave({ text: 'sorry' });
    const wrong = await until('another reason', async () => {
      const { last: now } = await get('home');
      return now?.reason !== last?.reason ? now : undefined;
    });
    expect(wrong).toMatchObject({ status: 'down', reason: expect.stringContaining('"welcome"') });
    site.behave({});
    await stands('home', 'up');
  });

  it('are asked anew at once when the question changes, and forget what they knew', async () => {
    await put('home', { expectText: 'something else' });
    const { results } = await stands('home', 'down');
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['down']));
    const before = await stage.client.call('audit', {});
    await put('home', { expectText: 'something else' });
    expect(await stage.client.call('audit', {})).toEqual(before);
  });

  it('refuse what makes no sense, naming the field', async () => {
    expect(await refusalOf(put('no:id'))).toMatchObject({ status: 400, field: 'id' });
    expect(await refusalOf(put('x', { intervalMs: 1_000 }))).toMatchObject({
      status: 400,
      field: 'intervalMs',
      remedy: 'send at least 5000',
    });
    expect(await refusalOf(put('x', { url: 'file:///etc/passwd' }))).toMatchObject({
      field: 'url',
    });
    expect(await refusalOf(get('x'))).toMatchObject({ status: 404 });
    expect(await refusalOf(remove('x'))).toMatchObject({ status: 404 });
    const { key } = await stage.client.call('createKey', {
      body: { name: 'reader', permissions: ['read'] },
    });
    const reader = new Client(stage.client.base, key);
    expect(await reader.call('listProbes')).toHaveLength(1);
    const asked = reader.call('deleteProbe', { params: { id: 'home' } });
    expect(await refusalOf(asked)).toMatchObject({ status: 403 });
  });

  it('go on when the worker is killed amid a check, and never two of one at once', async () => {
    site.behave({ mute: true });
    await put('killed', { timeoutMs: 3_000 });
    await until('a check is under way', () => site.open('/killed') === 1);
    await stage.workers[0].kill();
    site.behave({});
    await worker();
    await stands('killed', 'up');
    expect(site.mostOpen('/killed')).toBe(1);
  });

  it('make up for nothing that they missed while nobody worked', async () => {
    await stage.workers[0].stop();
    const missed = 3 * intervalMs;
    const stopped = Date.now();
    await until('three checks are missed', () => Date.now() - stopped > missed);
    const before = site.asked('/killed').length;
    await worker();
    await until('checks go on', () => site.asked('/killed').length >= before + 3);
    const [first, second, third] = site.asked('/killed').slice(before);
    // one at once, then on the beat again
    expect(third - first).toBeGreaterThan(intervalMs * 0.9);
    expect(third - second).toBeGreaterThan(intervalMs * 0.5);
  });

  it('end when they are deleted, and what they were can be put back', async () => {
    const definition = await remove('killed');
    expect(definition).toMatchObject({ id: 'killed', intervalMs, region: 'DE' });
    expect((await stage.client.call('listProbes')).map(({ id }) => id)).toEqual(['home']);
    const before = site.asked('/home').length;
    const last = site.asked('/killed').length;
    await until('the other goes on', () => site.asked('/home').length >= before + 2);
    // one that had begun may have ended after it
    expect(site.asked('/killed').length - last).toBeLessThanOrEqual(1);
    const { id: _, ...input } = definition;
    await put('killed', { ...input, region: 'DE', expectText: undefined });
    await stands('killed', 'up');
    const events = (await stage.client.call('audit', {})).filter(({ about }) =>
      about.endsWith(':killed'),
    );
    expect(events.map(({ event }) => event.type)).toEqual([
      'probe:described',
      'probe:removed',
      'probe:described',
    ]);
  });
});
