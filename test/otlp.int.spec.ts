import { gzipSync } from 'node:zlib';
import type { Impact, IncidentView, ServiceView, SourceView } from '@rollcall/shared';
import { ProblemError } from './harness/client.js';
import { flavour } from './harness/redis.js';
import { setStage, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';
import { Shop } from './otlp/shop.js';

/** Traces through the OTLP door: an application that knows nothing of us, and exporters of every kind. */

jest.setTimeout(120_000);

const json = 'application/json';
const protobuf = 'application/x-protobuf';

describe(`OpenTelemetry, on ${flavour}`, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage?.cleanup.run());

  const service = async (id: string): Promise<ServiceView | undefined> =>
    (await stage.client.call('getLive')).services.find((each) => each.id === id);
  const source = async (name: string): Promise<SourceView | undefined> =>
    (await stage.client.call('listSources')).find((each) => each.id === `otlp:${name}`);
  const incident = (services: string[]): Promise<IncidentView> =>
    stage.client.call('openIncident', {
      body: { title: services.join(), scope: { services }, onset: Date.now() - 60_000 },
    });
  const impactOf = (id: string): Promise<Impact> =>
    stage.client.call('getImpact', { params: { id } });

  describe('an Express app with nothing but its environment set', () => {
    it.each([
      ['http/protobuf', 'none', 'till-protobuf'],
      ['http/json', 'gzip', 'till-json'],
    ])('over %s (%s) turns its service red when it breaks', async (protocol, packing, name) => {
      const shop = await Shop.open(stage.client.base, {
        OTEL_SERVICE_NAME: name,
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        OTEL_EXPORTER_OTLP_COMPRESSION: packing,
        OTEL_METRICS_EXPORTER: 'otlp',
        OTEL_METRIC_EXPORT_INTERVAL: '500',
        OTEL_METRIC_EXPORT_TIMEOUT: '400',
        OTEL_LOGS_EXPORTER: 'otlp',
      });
      try {
        for (let i = 0; i < 3; i++) expect(await shop.visit()).toBe(200);
        expect(await shop.visit('/healthz')).toBe(200);
        const well = await until('the service is well', async () => {
          const found = await service(name);
          return found && found.ok + found.slow >= 3 ? found : undefined;
        });
        expect(well.status).not.toBe('failing');
        expect(well.regions.map(({ region }) => region)).toEqual(['unknown']);
        expect(well.regions[0].channels.map(({ channel }) => channel)).toEqual(['web']);

        await shop.set('break');
        for (let i = 0; i < 5; i++) expect(await shop.visit()).toBe(500);
        const ill = await until('the service is red', async () => {
          const found = await service(name);
          return found?.status === 'failing' && found.failed === 5 ? found : undefined;
        });
        expect(ill).toMatchObject({ ok: well.ok, slow: well.slow });

        // who they were nobody can say, so nobody is counted, and the count says that it may be more
        const { id } = await incident([name]);
        const impact = await impactOf(id);
        expect(impact).toMatchObject({ users: { ever: 0, of: 0 }, anonymous: 5, coverage: 0 });

        const heard = await until('the register knows', async () => {
          const found = await source(name);
          const reasons = found?.dropped.map(({ reason }) => reason).join() ?? '';
          return /health check/.test(reasons) && /metrics/.test(reasons) ? found : undefined;
        });
        expect(heard).toMatchObject({ accepted: 8, identified: 0, sampling: null });
        expect(heard.lagMs!.median).toBeLessThan(60_000);
        expect(shop.words).not.toMatch(/OTLPExporterError|PartialSuccess|items to be sent/i);
      } finally {
        await shop.close();
      }
    });
  });

  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    stage.client.fetch('/otlp/v1/traces', {
      method: 'POST',
      body,
      headers: { 'content-type': json, ...headers },
    });
  let made = 0;
  const hex = (length: number): string => (++made).toString(16).padStart(length, '0');
  const attributes = (said: Record<string, string | number>) =>
    Object.entries(said).map(([key, value]) => ({
      key,
      value: typeof value === 'number' ? { intValue: value } : { stringValue: value },
    }));
  const span = (said: Record<string, string | number> = {}, over: object = {}) => ({
    traceId: hex(32),
    spanId: hex(16),
    name: 'GET /',
    kind: 2,
    startTimeUnixNano: `${Date.now() - 20}000000`,
    endTimeUnixNano: `${Date.now()}000000`,
    attributes: attributes(said),
    ...over,
  });
  const failed = { 'http.response.status_code': 500 };
  const traces = (name: string, ...spans: object[]): string =>
    JSON.stringify({
      resourceSpans: [
        { resource: { attributes: attributes({ 'service.name': name }) }, scopeSpans: [{ spans }] },
      ],
    });
  /** The impact of an incident of the service, once so many of its failures are in it. */
  const impactWith = async (name: string, of: number): Promise<Impact> => {
    const { id } = await incident([name]);
    return until(`${of} users of ${name}`, async () => {
      const impact = await impactOf(id);
      return impact.complete && impact.users.of === of ? impact : undefined;
    });
  };

  it('counts users and customers where spans name them, and sessions as what they are', async () => {
    const body = traces(
      'known',
      span({ ...failed, 'enduser.id': 'u-1', 'rollcall.customer': 'c-1' }),
      span({ ...failed, 'user.id': 'u-2' }),
      span({ ...failed, 'session.id': 's-1' }),
      span(failed),
    );
    expect((await post(body)).status).toBe(200);
    const impact = await impactWith('known', 3);
    expect(impact).toMatchObject({
      users: { ever: 3, failing: 3 },
      customers: { ever: 1 },
      unidentified: 2,
      anonymous: 1,
      coverage: 0.25,
    });
    expect(await source('known')).toMatchObject({ accepted: 4, identified: 0.5 });
  });

  it('counts an export once, however often it comes, packed or not', async () => {
    const body = traces('again', span({ ...failed, 'user.id': 'u-1' }), span({ 'user.id': 'u-2' }));
    await Promise.all(Array.from({ length: 4 }, () => post(body)));
    await post(new Uint8Array(gzipSync(body)), { 'content-encoding': 'gzip' });
    const found = await until('it is there', async () => {
      const view = await service('again');
      return view && view.failed > 0 ? view : undefined;
    });
    await post(traces('again', span({ 'user.id': 'u-3' })));
    await until('the last one', async () => (await service('again'))!.ok >= 2);
    expect(await service('again')).toMatchObject({ ok: 2, failed: found.failed });
    expect(found.failed).toBe(1);
  });

  it('says "at least" where a source is sampled', async () => {
    const body = traces('sampled', span({ ...failed, 'user.id': 'u' }, { traceState: 'ot=th:c' }));
    expect((await post(body)).status).toBe(200);
    expect(await source('sampled')).toMatchObject({ sampling: 0.25 });
    const { id } = await incident(['sampled']);
    await until('the scope reads a quarter', async () => (await impactOf(id)).sampling === 0.25);
    expect(await impactWith('known', 3)).toMatchObject({ sampling: null });
  });

  it('follows rules: versioned, audited, and no one overwrites what they have not seen', async () => {
    const { version, defaults } = await stage.client.call('getOtlpRules');
    expect(version).toBe(0);
    expect(defaults.length).toBeGreaterThan(5);
    const rules = [{ match: { 'http.route': '/buy/*' }, service: 'buy', region: '{shop.country}' }];
    const put = (over: object): Promise<unknown> =>
      stage.client.call('putOtlpRules', { body: { rules, ...over } });
    await expect(put({ version: 0 })).resolves.toMatchObject({ version: 1 });
    const late = (await put({ version: 0 }).catch((error: unknown) => error)) as ProblemError;
    expect(late.problem).toMatchObject({ code: 'conflict', field: 'version' });
    const wrong = (await put({ rules: [{ service: '{url.path}' }] }).catch(
      (error: unknown) => error,
    )) as ProblemError;
    expect(wrong.problem).toMatchObject({ status: 400, field: 'rules.0.service' });
    expect((await stage.client.call('audit'))[0]).toMatchObject({
      about: 'otlp',
      by: 'root',
      event: { type: 'otlp:rules-changed' },
    });
    await post(traces('web', span({ 'http.route': '/buy/:id', 'shop.country': 'AT' })));
    const buy = await until('a service by rule', () => service('buy'));
    expect(buy.regions.map(({ region }) => region)).toEqual(['AT']);
  });

  it.each([
    ['JSON', json, '{}'],
    ['protobuf', protobuf, ''],
  ])('answers an empty export in %s', async (_name, type, answer) => {
    const response = await post(type === json ? '{}' : new Uint8Array(), { 'content-type': type });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(type);
    expect(await response.text()).toBe(answer);
  });

  it('says which spans it could not take, and that sending them again would not help', async () => {
    const old = { startTimeUnixNano: '1', endTimeUnixNano: '1000000' };
    const response = await post(traces('old', span({}, old), span({}, old)));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      partialSuccess: { rejectedSpans: '2', errorMessage: expect.stringContaining('older') },
    });
    const bytes = Buffer.concat([Buffer.from([0x0a, 0x02, 0x12, 0x00])]);
    expect((await post(new Uint8Array(bytes), { 'content-type': protobuf })).status).toBe(200);
    expect(await source('old')).toMatchObject({
      accepted: 0,
      dropped: [{ reason: 'at_too_old', count: 2 }],
      lastError: { remedy: expect.stringContaining('older') },
    });
  });

  it.each([
    ['JSON that is none', '{', json, {}, 400, 3],
    ['protobuf that is none', 'not protobuf', protobuf, {}, 400, 3],
    ['another type', 'x', 'text/csv', {}, 415, 3],
    ['lines', '{}', 'application/x-ndjson', {}, 415, 3],
    ['no such key', '{}', json, { authorization: 'Bearer nobody' }, 401, 16],
    ['gzip that is none', '{}', json, { 'content-encoding': 'gzip' }, 400, 3],
  ])('%s is refused as exporters expect', async (_name, body, type, headers, status, code) => {
    const response = await post(body, { 'content-type': type, ...headers });
    expect(response.status).toBe(status);
    const bytes = Buffer.from(await response.arrayBuffer());
    if (type === protobuf) {
      // google.rpc.Status: code in field 1, message in field 2
      expect([...bytes.subarray(0, 3)]).toEqual([0x08, code, 0x12]);
      expect(response.headers.get('content-type')).toBe(protobuf);
    } else {
      expect(JSON.parse(bytes.toString())).toMatchObject({
        code,
        message: expect.stringMatching(/./),
      });
    }
  });

  it('takes a key whose blank an exporter left encoded, and protobuf nowhere else', async () => {
    const key = stage.client.key;
    expect((await post('{}', { authorization: `Bearer%20${key}` })).status).toBe(200);
    const elsewhere = await stage.client.fetch('/api/v1/signals', {
      method: 'POST',
      body: 'x',
      headers: { 'content-type': protobuf },
    });
    expect(elsewhere.status).toBe(415);
  });
});
