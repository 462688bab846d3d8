import { filterHas, filterLists, scopeHas } from './scope.js';

const slice = { service: 'play', region: 'US', channel: 'tv' };
const other = { service: 'pay', region: 'CA', channel: 'web' };

describe('a scope', () => {
  it.each([
    ['nothing named: everything', {}, true, true],
    ['empty lists: everything', { services: [], slices: [] }, true, true],
    ['a service', { services: ['play'] }, true, false],
    ['a service in another region', { services: ['play'], regions: ['CA'] }, false, false],
    ['all three parts', { services: ['play'], regions: ['US'], channels: ['tv'] }, true, false],
    ['several of one part', { regions: ['US', 'CA'] }, true, true],
    ['a single slice, and no more', { slices: [slice] }, true, false],
    ['a single slice beside a part', { services: ['pay'], slices: [slice] }, true, true],
  ])('%s', (_name, scope, hasSlice, hasOther) => {
    expect([scopeHas(scope, slice), scopeHas(scope, other)]).toEqual([hasSlice, hasOther]);
  });

  it('of single slices is no product of their parts', () => {
    const scope = { slices: [slice, other] };
    expect(scopeHas(scope, { service: 'play', region: 'CA', channel: 'web' })).toBe(false);
  });
});

describe('a filter', () => {
  it.each([
    ['nothing: lets all through', {}, true, true],
    ['one value', { region: 'US' }, true, false],
    ['several values widen', { region: ['US', 'CA'] }, true, true],
    ['several fields narrow', { region: 'US', channel: 'web' }, false, false],
    ['no value at all: nobody', { region: [] }, false, false],
    ['types say nothing of slices', { type: 'consumer' as const }, true, true],
  ])('%s', (_name, filter, hasSlice, hasOther) => {
    const lists = filterLists(filter);
    expect([filterHas(lists, slice), filterHas(lists, other)]).toEqual([hasSlice, hasOther]);
  });
});
