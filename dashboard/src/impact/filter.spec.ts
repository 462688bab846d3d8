import { aView } from '../live/live.fixture.js';
import { filterChoices, filterFrom, filterQuery, isFiltering } from './filter.js';

describe('the filter of a count', () => {
  it('comes from the address, and takes nothing else from it', () => {
    expect(filterFrom({ region: 'US', service: '', lang: 'de', type: ['a', 'b'] })).toEqual({
      region: 'US',
    });
    expect(isFiltering(filterFrom({}))).toBe(false);
  });

  it('goes to the server escaped', () => {
    expect(filterQuery({ service: 'a&b', region: 'US' }).toString()).toBe(
      'service=a%26b&region=US',
    );
  });

  it('offers what the view knows of, and keeps what was chosen', () => {
    const choices = filterChoices(aView(), { region: 'MX' });
    expect(choices.region).toEqual(['GB', 'MX', 'US']);
    expect(choices.service).toEqual(['pay', 'play']);
    expect(choices.stage).toContain('subscriber');
  });
});
