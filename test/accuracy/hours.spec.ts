import { hoursOf, isTv, type Town, towns, truthOf } from './hours.js';

const town = (name: string): Town => {
  const found = towns.find((each) => each.name === name);
  if (!found) throw new Error(`there is no town ${name}`);
  return found;
};

describe('an hour of a made town', () => {
  it('is the same for the same seed, and another for another', () => {
    const calm = town('calm, few customers');
    expect(hoursOf(calm, '1')).toEqual(hoursOf(calm, '1'));
    expect(hoursOf(calm, '1')).not.toEqual(hoursOf(calm, '2'));
  });

  it('of a blackout says nothing of televisions, and past weeks do', () => {
    const { today, weeks } = hoursOf(town('a blackout'), '1');
    expect(today.filter(({ slice }) => isTv(slice))).toEqual([]);
    for (const week of weeks)
      expect(week.filter(({ slice }) => isTv(slice)).length).toBeGreaterThan(300);
  });

  it('knows in its truth what nobody said', () => {
    const [calm, mute, blackout] = ['calm', 'nobody can tell', 'a blackout'].map((name) =>
      truthOf(town(name), 5_000),
    );
    expect(calm).toBeGreaterThan(93);
    expect(mute).toBeLessThan(75);
    expect(blackout).toBeLessThan(mute);
  });
});
