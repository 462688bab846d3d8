import type { Signal } from '@rollcall/shared';
import type { Client } from './harness/client.js';
import { ProblemError } from './harness/client.js';
import { untilFolded } from './harness/metrics.js';
import { flavour } from './harness/redis.js';
import { postAll, setStage, type Stage, tell } from './harness/stage.js';
import { until } from './harness/until.js';

/** What can be asked of impact beside its numbers, from outside: one small firm, its reseller, and guests. */

const minute = 60_000;
const day = 1_440 * minute;

describe(`impact, split, listed and taken together, on ${flavour}`, () => {
  const now = Date.now();
  const onset = now - 40 * minute;
  const at = (minutes: number): number => now - minutes * minute;
  let stage: Stage;
  let client: Client;
  let playing: string;
  let paying: string;

  const tried = (user: string, outcome: 'ok' | 'failed', minutes: number, more = {}): Signal => ({
    kind: 'interaction',
    at: at(minutes),
    service: 'play',
    region: 'US',
    channel: 'tv',
    user,
    outcome,
    ...more,
  });
  const pay = { service: 'pay', channel: 'web' };

  beforeAll(async () => {
    stage = await setStage();
    ({ client } = stage);
    await tell(client, [
      {
        id: 'r',
        name: 'Retail Ltd',
        type: 'reseller',
        monthlyRevenue: { amount: 900, currency: 'EUR' },
      },
      {
        id: 'firm',
        name: 'Firm & Co',
        type: 'business',
        stage: 'subscriber',
        since: onset - 400 * day,
        language: 'de',
        billedThrough: 'r',
        monthlyRevenue: { amount: 300, currency: 'EUR' },
        users: [{ id: 'ann', aliases: ['ann@firm'] }, 'bob', 'cem', 'dot'],
      },
      {
        id: 'tom',
        type: 'consumer',
        stage: 'buyer',
        since: onset - 10 * day,
        monthlyRevenue: { amount: 9.99, currency: 'EUR' },
        users: ['tom-1'],
      },
      { id: 'us', type: 'internal', users: ['dev'] },
    ]);
    const signals: Signal[] = [
      tried('ann', 'failed', 30),
      tried('ann@firm', 'failed', 25),
      tried('ann', 'ok', 20),
      tried('ann', 'failed', 15, pay),
      tried('bob', 'ok', 12),
      tried('cem', 'ok', 12, pay),
      tried('tom-1', 'failed', 3),
      tried('tom-1', 'failed', 2, pay),
      tried('guest', 'failed', 4),
      tried('dev', 'failed', 4),
      tried('probe', 'failed', 4, { synthetic: true }),
      { kind: 'rating', at: at(10), service: 'play', user: 'ann@firm', scale: 'csat', score: 1 },
      { kind: 'contact', at: at(9), service: 'play', user: 'dot', via: 'phone', topic: 'outage' },
      { kind: 'rating', at: at(8), service: 'play', user: 'tom-1', scale: 'csat', score: 5 },
    ];
    const sent = await postAll(client, [{ idempotencyKey: 'all', signals }]);
    await untilFolded(client, sent);
    const open = async (title: string, scope: object): Promise<string> =>
      (await client.call('openIncident', { body: { title, onset, scope } })).id;
    playing = await open('No picture', { services: ['play'] });
    paying = await open('No checkout', { services: ['pay'] });
    for (const id of [playing, paying]) {
      await until('it has caught up', async () => {
        const { complete } = await client.call('getImpact', { params: { id } });
        return complete;
      });
    }
  });
  afterAll(() => stage?.cleanup.run());

  const refused = async (query: Record<string, string>) => {
    try {
      await client.call('getImpact', { params: { id: playing }, query });
    } catch (error) {
      if (error instanceof ProblemError) return [error.problem.status, error.problem.field];
      throw error;
    }
    return 'taken';
  };

  it('refuses what a filter cannot mean, and names the field', async () => {
    expect(await refused({ type: 'human' })).toEqual([400, 'type']);
    expect(await refused({ new: 'yes' })).toEqual([400, 'new']);
    expect(await refused({ depth: 'deep' })).toEqual([400, 'depth']);
    expect(await refused({ revenueMin: 'much' })).toEqual([400, 'revenueMin']);
    expect(await refused({ revenueMin: '9', revenueMax: '8' })).toEqual([400, 'revenueMax']);
    expect(await refused({ currency: 'EUX' })).toEqual([400, 'currency']);
    expect(await refused({ colour: 'red' })).toEqual([400, 'colour']);
  });

  it('counts under any combination, synthetic traffic and our own people apart', async () => {
    const ever = async (query: Record<string, string>) => {
      const impact = await client.call('getImpact', { params: { id: playing }, query });
      return [impact.users.ever, impact.customers.ever, impact.internal.users];
    };
    expect(await ever({})).toEqual([3, 2, 1]);
    expect(await ever({ new: 'true' })).toEqual([1, 1, 0]);
    expect(await ever({ language: 'DE', type: 'business' })).toEqual([1, 1, 0]);
    expect(await ever({ revenueMin: '100', depth: 'impaired' })).toEqual([1, 1, 0]);
    expect(await ever({ billedThrough: 'r', stage: 'buyer' })).toEqual([0, 0, 0]);
  });

  it('splits, and what must add up does', async () => {
    const split = (by: string) =>
      client.call('getBreakdown', { params: { id: playing }, query: { by } });
    const type = await split('type');
    expect(type.groups.map(({ key, customers }) => [key, customers.ever])).toEqual([
      ['business', 1],
      ['consumer', 1],
    ]);
    expect(type).toMatchObject({ customersAddUp: true, left: 0, complete: true });
    expect(type.total).toMatchObject({ customers: { ever: 2 }, unidentified: 1 });
    const depth = await split('depth');
    expect(depth.groups.map(({ key, customers }) => [key, customers.ever])).toEqual([
      ['impaired', 1],
      ['down', 1],
      ['touched', 0],
    ]);
    for (const by of ['stage', 'new', 'language', 'revenue', 'service', 'region', 'channel'])
      expect(await split(by)).toMatchObject({ by, customersAddUp: true });
    await expect(split('moon')).rejects.toMatchObject({ problem: { field: 'by' } });
  });

  it('counts nobody twice over several incidents', async () => {
    const all = await client.call('getImpactTotal');
    expect(all.incidents.map(({ id }) => id).sort()).toEqual([playing, paying].sort());
    // ann was well again on TV and is not at the checkout; the invoices are the reseller's and tom's
    expect(all).toMatchObject({
      users: { ever: 3, failing: 2, unseen: 1, of: 5 },
      customers: { ever: 2, failing: 1, unseen: 1, recovered: 0 },
      unidentified: 1,
      internal: { users: 1, customers: 1 },
      revenue: [{ amount: 909.99, currency: 'EUR' }],
      complete: true,
      atLeastSince: null,
    });
    const one = await client.call('getImpactTotal', { query: { incident: paying } });
    expect(one).toMatchObject({ users: { ever: 2 }, customers: { ever: 2, recovered: 0 } });
    await expect(
      client.call('getImpactTotal', { query: { incident: 'inc-99' } }),
    ).rejects.toMatchObject({ problem: { status: 404, field: 'incident' } });
  });

  it('tells of one customer since when, what, where, back when, and what they said', async () => {
    const params = { id: playing, customer: 'firm' };
    const detail = await client.call('getAffected', { params });
    expect(detail).toMatchObject({
      customer: 'firm',
      name: 'Firm & Co',
      state: 'recovered',
      users: 1,
      of: 2,
      depth: 'impaired',
      firstFailed: at(30),
      backAt: at(20),
      billedThrough: 'r',
      slices: [
        {
          service: 'play',
          region: 'US',
          channel: 'tv',
          state: 'recovered',
          users: 1,
          failures: 2,
          firstFailed: at(30),
          lastFailed: at(25),
          lastOk: at(20),
        },
      ],
      people: [{ user: 'ann', slices: [{ failures: 2, backAt: at(20) }] }],
      remarksComplete: true,
    });
    expect(detail.remarks).toMatchObject([
      { kind: 'contact', user: 'dot', via: 'phone' },
      { kind: 'rating', user: 'ann@firm', score: 1 },
    ]);
    await expect(
      client.call('getAffected', { params: { id: playing, customer: 'us' } }),
    ).rejects.toMatchObject({ problem: { status: 404 } });
  });

  it('lists resellers with what is at stake where the invoice goes', async () => {
    const resellers = await client.call('listResellers', { params: { id: playing } });
    expect(resellers).toMatchObject({
      total: 1,
      items: [
        {
          customer: 'r',
          name: 'Retail Ltd',
          state: null,
          downstream: { affected: 1, of: 1, users: 1, state: 'recovered' },
          revenue: [{ amount: 900, currency: 'EUR' }],
        },
      ],
    });
    const theirs = await client.call('listAffected', {
      params: { id: playing },
      query: { billedThrough: 'r', sort: 'depth' },
    });
    expect(theirs.items).toMatchObject([
      { customer: 'firm', billedThrough: 'r', depth: 'impaired' },
    ]);
  });

  it('leaves a customer out of whom too few are affected, as soon as a service says so', async () => {
    await client.call('putService', {
      params: { id: 'play' },
      body: { affectedRule: { failures: 1, audience: { share: 0.6 } } },
    });
    const impact = await client.call('getImpact', { params: { id: playing } });
    expect(impact).toMatchObject({
      users: { ever: 3 },
      customers: { ever: 1 },
      unidentified: 1,
      revenue: [{ amount: 9.99, currency: 'EUR' }],
    });
  });
});
