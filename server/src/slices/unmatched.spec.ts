import { nearest, unmatchedScope } from './unmatched.js';

const slices = [
  { service: 'play', region: 'US', channel: 'tv' },
  { service: 'play', region: 'DE', channel: 'web' },
  { service: 'sign-up', region: 'US', channel: 'web' },
];
const check = (scope: Parameters<typeof unmatchedScope>[0], described: string[] = []) =>
  unmatchedScope(scope, slices, described);

describe('a scope that matches nothing', () => {
  it('is refused with the field, the value, and what may have been meant', () => {
    expect(check({ services: ['Play ', 'payl'] })).toMatchObject({
      code: 'invalid',
      field: 'scope.services',
      detail: expect.stringContaining('"Play "'),
      remedy: expect.stringMatching(/did you mean "play"\?.*"force": true.*PUT/),
      more: { value: 'Play ', didYouMean: ['play'] },
    });
    expect(check({ services: ['play'], regions: ['USA'] })).toMatchObject({
      field: 'scope.regions',
      more: { didYouMean: ['US'] },
    });
    expect(check({ channels: ['ott-box'] })).toMatchObject({
      field: 'scope.channels',
      remedy: expect.stringContaining('known are "tv", "web";'),
    });
    const single = { service: 'play', region: 'US', channel: 'tvv' };
    expect(check({ slices: [single] })).toMatchObject({ field: 'scope.slices.0.channel' });
  });

  it('is taken where a part of it is seen, or where all of its names are', () => {
    expect(check({})).toBeUndefined();
    expect(check({ services: ['play', 'new'] })).toBeUndefined();
    // never met together, but each of them was
    expect(check({ services: ['sign-up'], regions: ['DE'] })).toBeUndefined();
  });

  it('is taken before anything was seen, and for a service that was declared', () => {
    expect(unmatchedScope({ services: ['anything'] }, [], [])).toBeUndefined();
    expect(check({ services: ['billing'] }, ['billing'])).toBeUndefined();
  });
});

it('what is alike is offered, the most alike first', () => {
  expect(nearest('paly', ['play', 'pay', 'sign-up', 'PLAY'])).toEqual(['pay', 'PLAY', 'play']);
  expect(nearest('zzz', ['play', 'pay'])).toEqual([]);
});
