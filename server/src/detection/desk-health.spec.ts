import { Rehearsal } from './rehearsal.js';
import { lived, minute, noon, slicesOf } from './town.fixture.js';

type Beside = NonNullable<Parameters<Rehearsal['step']>[2]>;

/** Four minutes in which nobody fails. @param rate tries a second of each slice */
const calm = (rate: number, beside: Beside): Rehearsal => {
  const slices = slicesOf(['play'], ['DE', 'US'], ['tv', 'web']);
  const rehearsal = new Rehearsal(slices);
  const life = { rate: () => rate, failing: () => 0 };
  for (const { now, cells } of lived(slices, noon, noon + 4 * minute, life))
    rehearsal.step(cells, now, beside);
  return rehearsal;
};
/** Hardly anybody tries anything; or many get through. */
const [rare, often] = [0.01, 3];

describe('health', () => {
  const down = (source: string, region = 'unknown') =>
    ({ service: 'play', region, source, status: 'down', at: noon }) as const;
  const unusual = (id: string) =>
    id === 'play'
      ? ({ code: 'unusual', metric: 'contacts', value: 90, usual: 2, of: 'customers' } as const)
      : undefined;

  it('of one source is a finding; of two, where no customer gets through, an incident', () => {
    const one = calm(rare, { health: [down('probe')] });
    expect(one.incidents).toEqual([]);
    expect(one.word!.list[0]).toMatchObject({ kind: 'health', suppressed: expect.any(String) });
    const two = calm(rare, { health: [down('probe'), down('edge')] });
    expect(two.incidents).toMatchObject([{ scope: { services: ['play'] }, severity: 'minor' }]);
  });

  it('of one source is believed where something is unusual of that service too', () => {
    const { incidents } = calm(rare, { health: [down('probe')], unusual });
    expect(incidents).toMatchObject([{ severity: 'minor' }]);
    expect(incidents[0].reason).toMatch(
      /probe says down, for .*; 90 contacts a minute for 1,000 active customers, usually 2 /,
    );
    expect(calm(rare, { unusual }).incidents).toEqual([]);
  });

  it('is contradicted by customers who get through', () => {
    expect(calm(often, { health: [down('probe'), down('edge')] }).incidents).toEqual([]);
    expect(calm(often, { health: [down('probe')], unusual }).incidents).toEqual([]);
  });
});
