import { ProblemError } from './harness/client.js';
import { postUntilAcknowledged } from './harness/post.js';
import { flavour } from './harness/redis.js';
import { setStage, type Stage } from './harness/stage.js';

/** What can't have been meant is refused, with the field, the value and the way out. */

jest.setTimeout(60_000);

describe(`clear errors, on ${flavour}`, () => {
  let stage: Stage;
  const at = Date.now() - 60_000;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage?.cleanup.run());

  const open = (scope: object, more: object = {}) =>
    stage.client.call('openIncident', { body: { title: 'It fails', scope, ...more } });
  const refusal = async (asked: Promise<unknown>): Promise<ProblemError['problem']> => {
    const error = await asked.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error instanceof ProblemError) return error.problem;
    throw new Error(`it was taken: ${String(error)}`);
  };

  it('an incident may be opened before anything was ever seen', async () => {
    const { id, scope } = await open({ services: ['not-yet'] });
    expect(scope).toEqual({ services: ['not-yet'] });
    await stage.client.call('resolveIncident', { params: { id }, body: {} });
  });

  it('a scope that matches nothing is refused, and taken when it is meant', async () => {
    await postUntilAcknowledged(stage.client, {
      idempotencyKey: 'clear',
      signals: ['tv', 'web'].map((channel) => ({
        kind: 'interaction',
        at,
        service: 'play',
        region: 'US',
        channel,
        user: `u-${channel}`,
        outcome: 'failed',
      })),
    });
    expect(await refusal(open({ services: ['plya'] }))).toMatchObject({
      status: 400,
      code: 'invalid',
      field: 'scope.services',
      detail: expect.stringContaining('"plya"'),
      remedy: expect.stringMatching(/did you mean "play"\?.*"force": true/),
    });
    expect(await refusal(open({ services: ['play'], regions: ['usa'] }))).toMatchObject({
      field: 'scope.regions',
      didYouMean: ['US'],
    });
    const forced = await open({ services: ['plya'] }, { force: true });
    expect(forced.impact.customers.ever).toBe(0);
    // as well when it is changed to
    const { id } = await open({ services: ['play'], channels: ['tv'] });
    const scope = { channels: ['tvs'] };
    const params = { id };
    expect(
      await refusal(stage.client.call('updateIncident', { params, body: { scope } })),
    ).toMatchObject({ field: 'scope.channels' });
    const moved = await stage.client.call('updateIncident', {
      params,
      body: { scope, force: true },
    });
    expect(moved.scope).toEqual(scope);
    // a service that is declared may fail before its first signal
    await stage.client.call('putService', { params: { id: 'billing' }, body: { name: 'Billing' } });
    expect((await open({ services: ['billing'] })).scope).toEqual({ services: ['billing'] });
  });

  it('rows of one request that contradict each other: the second is rejected, with both numbers', async () => {
    const { accepted, rejected } = await stage.client.call('putCustomers', {
      body: [
        { id: 'c-1', type: 'consumer', users: ['anna'] },
        { id: 'c-2', type: 'business', users: ['bob'] },
        { id: 'c-1', type: 'consumer', users: ['anna'] },
        { id: 'c-1', type: 'business' },
        { id: 'c-3', users: [{ id: 'carl', aliases: ['bob'] }] },
        { id: 'c-2', billedThrough: 'c-4' },
        { id: 'c-4', billedThrough: 'c-2' },
      ],
    });
    expect(accepted).toBe(4);
    expect(rejected).toMatchObject([
      { index: 3, field: 'type', message: expect.stringContaining('row 0') },
      { index: 4, field: 'users', message: expect.stringContaining('row 1') },
      { index: 6, field: 'billedThrough', message: expect.stringContaining('row 5') },
    ]);
    const known = await stage.client.call('getCustomer', { params: { id: 'c-1' } });
    expect(known).toMatchObject({ type: 'consumer', users: [{ id: 'anna' }] });
    // the next request may close no circle with what is known
    expect(
      await refusal(
        stage.client.call('putCustomers', { body: [{ id: 'c-4', billedThrough: 'c-2' }] }),
      ),
    ).toMatchObject({ code: 'nothing_valid', remedy: expect.stringContaining('circle') });
  });
});
