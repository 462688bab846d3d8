import { ProbeInput } from '@rollcall/shared';
import { emptyForm, formOf, idFor, inputOf, inputOfProbe } from './probe-form.js';
import { aProbe } from './sources.fixture.js';

describe('a site check in a form', () => {
  it('asks for what it says, and leaves out what it does not', () => {
    const form = { ...emptyForm(), url: ' https://shop.example/a ', service: 'shop' };
    const input = inputOf(form);
    expect(ProbeInput.parse(input)).toMatchObject({
      name: 'shop.example',
      url: 'https://shop.example/a',
      service: 'shop',
      intervalMs: 60_000,
      timeoutMs: 10_000,
      slowMs: 2_000,
    });
    expect([input.region, input.expectText]).toEqual([undefined, undefined]);
  });

  it('gives up before the next check is due, however short the interval was made', () => {
    expect(inputOf({ ...emptyForm(), intervalSeconds: 5 }).timeoutMs).toBe(5_000);
  });

  it('puts a deleted one back as it was', () => {
    const probe = aProbe({
      region: 'DE',
      expectText: ' two  blanks ',
      slowMs: 1,
      anyCertificate: true,
    });
    const { id: _id, last: _l, since: _s, certificateDays: _c, results: _r, ...definition } = probe;
    expect(inputOfProbe(probe)).toEqual(definition);
    expect(formOf(probe)).toMatchObject({ slowSeconds: 0.001, region: 'DE' });
  });

  it.each([
    ['Ünser Shop!', '', [], 'unser-shop'],
    ['', 'https://shop.example/x', [], 'shop-example'],
    ['Shop', '', ['shop', 'shop-2'], 'shop-3'],
    ['店', '', [], 'site'],
  ])('named %j at %j gets an id', (name, url, taken, id) => {
    expect(idFor({ ...emptyForm(), name, url }, taken)).toBe(id);
  });
});
