import type { OtlpRule } from '@rollcall/shared';
import { defaultRules } from './default-rules.js';
import { from, intakeOf, interactionsOf, noon, span, told } from './otlp.fixture.js';
import { samplingOf } from './sampling.js';

describe('an entry span', () => {
  const webjs = { 'telemetry.sdk.language': 'webjs' };
  it.each([
    ['a root server span', {}, {}, true],
    ['a server span whose caller is far away', { parentSpanId: 'p', flags: 0x301 }, {}, true],
    ['a server span whose caller nobody knows', { parentSpanId: 'p' }, {}, true],
    ['a server span inside a server span', { parentSpanId: 'p', flags: 0x101 }, {}, false],
    ['a call to somewhere', { kind: 3 }, {}, false],
    ['inner work', { kind: 1 }, {}, false],
    ['a message taken', { kind: 5 }, {}, false],
    ['a request that a page makes', { kind: 3, parentSpanId: 'p' }, webjs, true],
    ['a request that a phone makes', { kind: 3 }, { 'os.name': 'iOS' }, true],
    ['a page that opens', { kind: 1, name: 'documentLoad' }, webjs, true],
    ['a click', { kind: 1, name: 'click' }, webjs, false],
    ['a server span on a phone', {}, { 'os.name': 'Android' }, false],
  ])('%s: %j of %j: %s', (_name, over, resource, expected) => {
    expect(told(over, resource) !== undefined).toBe(expected);
  });

  it('is not one when its caller comes with it: that one speaks for both', () => {
    const exported = [
      from(
        { 'service.name': 'edge' },
        span({ spanId: 'a' }),
        span({ spanId: 'b', kind: 3, parentSpanId: 'a' }),
      ),
      from({ 'service.name': 'pay' }, span({ spanId: 'c', parentSpanId: 'b', flags: 0x301 })),
    ];
    expect(interactionsOf([], ...exported).map(({ service }) => service)).toEqual(['edge']);
    const [edge, pay] = intakeOf([], ...exported).reports([], noon);
    expect(edge).toMatchObject({ name: 'edge', accepted: 1, dropped: { 'not an entry span': 1 } });
    expect(pay).toMatchObject({ name: 'pay', dropped: { 'called by another service': 1 } });
  });
});

describe('how it went', () => {
  it.each([
    ['well', {}, undefined],
    ['a server error', { said: { 'http.response.status_code': 500 } }, 'failed'],
    ['a server error, in the older words', { said: { 'http.status_code': 503 } }, 'failed'],
    ['an error without a status', { status: 2 }, 'failed'],
    [
      'an error after a good status',
      { status: 2, said: { 'http.response.status_code': 200 } },
      'failed',
    ],
    ['what the customer got wrong', { said: { 'http.response.status_code': 404 } }, undefined],
    [
      'the same, as clients call it',
      { status: 2, said: { 'http.response.status_code': 404 } },
      undefined,
    ],
    ['no length', { start: 0 }, 'ok'],
    ['a clock that went back', { start: noon + 5 }, 'ok'],
  ])('%s: %j: %s', (_name, over, outcome) => {
    expect(told(over)?.outcome).toBe(outcome);
  });

  it('is when it ended, with how long it took, which decides where nothing else does', () => {
    expect(told({})).toMatchObject({ at: noon, latencyMs: 200 });
    expect(told({ end: 0 })).toMatchObject({ at: noon - 200, outcome: 'ok' });
  });

  it('is a failure by a status under 500 where a rule says so', () => {
    const rules = [{ match: { 'http.route': '/pay' }, failedStatus: [429] }];
    const said = { 'http.route': '/pay', 'http.response.status_code': 429 };
    expect(told({ said }, {}, rules)?.outcome).toBe('failed');
    expect(told({ said: { ...said, 'http.route': '/' } }, {}, rules)?.outcome).toBeUndefined();
  });
});

describe('where and who', () => {
  it.each([
    ['nothing said', {}, {}, { service: 'shop', region: undefined, channel: undefined }],
    ['a server’s own region', {}, { 'cloud.region': 'eu-west-1' }, { region: undefined }],
    ['a region declared', { 'rollcall.region': 'DE' }, {}, { region: 'DE' }],
    ['a region declared for all', {}, { 'rollcall.region': 'DE' }, { region: 'DE' }],
    ['a country', { 'client.geo.country_iso_code': 'AT' }, {}, { region: 'AT' }],
    ['a channel declared', { 'rollcall.channel': 'branch' }, {}, { channel: 'branch' }],
    ['a browser', { 'user_agent.original': 'Mozilla/5.0 (iPhone; …)' }, {}, { channel: 'web' }],
    ['an app', { 'http.user_agent': 'okhttp/4.9' }, {}, { channel: 'android' }],
    ['a TV', { 'user_agent.original': 'Mozilla/5.0 (SMART-TV; Tizen)' }, {}, { channel: 'tv' }],
    ['a machine', { 'user_agent.original': 'curl/8' }, {}, { channel: undefined }],
    ['a test', { 'user_agent.synthetic.type': 'test' }, {}, { synthetic: true }],
    ['a user', { 'enduser.id': 'u-1' }, {}, { user: 'u-1', customer: undefined }],
    ['a user, newer', { 'user.id': 7 }, {}, { user: '7' }],
    ['both', { 'user.id': 'u', 'rollcall.customer': 'c' }, {}, { user: 'u', customer: 'c' }],
    ['a session', { 'session.id': 'x' }, {}, { user: 'session:x' }],
    ['a user with a session', { 'session.id': 'x', 'user.id': 'u' }, {}, { user: 'u' }],
    ['a customer alone', { 'rollcall.customer': 'c' }, {}, { user: 'customer:c', customer: 'c' }],
    ['nobody', {}, {}, { user: undefined, customer: undefined }],
    ['a name that breaks lines', { 'rollcall.region': 'D\nE' }, {}, { region: 'D E' }],
  ])('%s: %j of %j: %j', (_name, said, resource, expected) => {
    expect(told({ said }, resource)).toMatchObject(
      Object.fromEntries(Object.entries(expected).filter(([, value]) => value !== undefined)),
    );
    for (const [field, value] of Object.entries(expected)) {
      if (value === undefined) expect(told({ said }, resource)).not.toHaveProperty(field);
    }
  });
});

describe('rules', () => {
  const pay = { 'http.route': '/pay/:id', 'http.request.method': 'POST' };

  it('name a service by route, the first that fits; the rest goes by service.name', () => {
    const rules: Partial<OtlpRule>[] = [
      { match: { 'http.route': '/pay/*', 'http.method': 'POST' }, service: 'pay' },
      { match: { 'http.route': '*' }, service: '{service.name} {http.route}' },
    ];
    expect(told({ said: pay }, {}, rules)?.service).toBe('pay');
    expect(told({ said: { ...pay, 'http.request.method': 'GET' } }, {}, rules)?.service).toBe(
      'shop /pay/:id',
    );
    expect(told({}, {}, rules)?.service).toBe('shop');
  });

  it('decide each field for itself, and go on to the next where an attribute is missing', () => {
    const rules = [
      { match: { 'service.name': 'shop' }, region: '{tenant.country}', user: ['app.user'] },
      { region: 'somewhere' },
    ];
    expect(told({ said: { 'app.user': 'u', 'tenant.country': 'FR' } }, {}, rules)).toMatchObject({
      region: 'FR',
      user: 'u',
    });
    expect(told({ said: { 'user.id': 'v' } }, {}, rules)).toMatchObject({
      region: 'somewhere',
      user: 'v',
    });
  });

  it('drop, and say why; a service named before is not dropped', () => {
    const [report] = intakeOf(
      [{ match: { 'http.route': '/internal/*' }, drop: 'ours' }],
      from({}, span({ said: { 'http.route': '/internal/x' } })),
    ).reports([], noon);
    expect(report).toMatchObject({ dropped: { ours: 1 }, examples: { ours: 'GET /pay' } });
    const kept = [{ match: { 'url.path': '/status' }, service: 'status page' }];
    expect(told({ said: { 'url.path': '/status' } }, {}, kept)?.service).toBe('status page');
  });

  it.each([
    [{ 'url.path': '/healthz' }, 'health check'],
    [{ 'http.target': '/healthz?full=1' }, 'health check'],
    [{ 'http.url': 'http://shop/health/live' }, 'health check'],
    [{ 'http.route': '/readyz' }, 'health check'],
    [{ 'user_agent.original': 'kube-probe/1.31' }, 'health check'],
    [{ 'http.request.method': 'OPTIONS' }, 'CORS preflight'],
    [{ 'http.response.status_code': 101 }, 'protocol upgrade'],
  ])('built in: %j is dropped as %s', (said, reason) => {
    const [report] = intakeOf([], from({}, span({ said }))).reports([], noon);
    expect(report.dropped).toEqual({ [reason]: 1 });
  });

  it('built in never make a region of where the server runs', () => {
    const text = JSON.stringify(defaultRules);
    expect(text).not.toMatch(/cloud|k8s|host\./);
  });
});

describe('sampling', () => {
  it.each([
    ['ot=th:0', 1],
    ['ot=th:8', 0.5],
    ['ot=th:c', 0.25],
    ['ot=th:fd70a4', 0.01],
    ['rojo=1,ot=rv:abc;th:8,x=y', 0.5],
    ['ot=th:', undefined],
    ['ot=rv:abcdabcdabcdab', undefined],
    ['xot=th:8', undefined],
    ['ot=th:800000000000000', undefined],
    ['', undefined],
  ])('%s keeps %s', (traceState, share) => {
    const found = samplingOf(traceState);
    if (share === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(share, 6);
  });

  it('of a slice is the smallest that feeds it, as told or as declared', () => {
    const spans = [
      span({ traceState: 'ot=th:8' }),
      span({ traceState: 'ot=th:c', spanId: 's2' }),
      span({ said: { 'rollcall.region': 'DE' }, spanId: 's3', traceState: 'ot=th:0' }),
    ];
    const [report] = intakeOf([], from({}, ...spans)).reports([], noon);
    const shop = { service: 'shop', region: 'unknown', channel: 'unknown' };
    expect(report).toMatchObject({ sampling: 0.25, sampled: [{ slice: shop, sampling: 0.25 }] });
    const declared = intakeOf([{ sampling: 0.1 }], from({}, span())).reports([], noon);
    expect(declared).toMatchObject([{ sampling: 0.1, sampled: [{ slice: shop, sampling: 0.1 }] }]);
    const [unknown] = intakeOf([], from({}, span())).reports([], noon);
    expect(unknown).not.toHaveProperty('sampling');
  });
});

describe('what the register is told', () => {
  it('counts what was stored, and names what was refused', () => {
    const users = ['u', 'v', 'w'].map((id, i) =>
      span({ spanId: `s${i}`, end: noon - i * 100, said: { 'user.id': id } }),
    );
    const intake = intakeOf(
      [],
      from({}, ...users, span({ spanId: 'n' })),
      from({ 'service.name': 'b' }),
    );
    const refused = { index: 1, code: 'at_too_old' as const, field: 'at', message: 'too old' };
    const [shop, other] = intake.reports([refused], noon + 50);
    expect(shop).toMatchObject({
      accepted: 3,
      identified: 2,
      nobody: 1,
      sessionsOnly: 0,
      dropped: { at_too_old: 1 },
      error: { remedy: 'too old' },
      lagMs: [50, 250, 50],
      skewMs: 0,
    });
    expect(other).toMatchObject({ name: 'b', dropped: {} });
    expect(other).not.toHaveProperty('accepted');
  });
});
