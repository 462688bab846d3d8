import { flavour } from './harness/redis.js';
import { setStage, type Stage } from './harness/stage.js';
import { checkNight, isEqual, type NightCheck } from './oracle/night.run.js';
import { castFor } from './simulate/cast.file.js';

/**
 * Christmas Eve with 10,000 people: whatever is exact equals what the oracle works out of their lives, in
 * the middle of it and afterwards. `npm run bench:oracle` does the same with 100,000, and with every scenario.
 */

jest.setTimeout(180_000);

describe(`christmas-eve-2012 on ${flavour}`, () => {
  let stage: Stage;
  let check: NightCheck;
  beforeAll(async () => {
    stage = await setStage();
    const cast = castFor(process.cwd(), 'christmas-eve-2012', 'night', () => 10_000);
    check = await checkNight(stage, cast, {
      times: ['16:00', '20:00', '+1d 02:45', '+1d 12:05'],
    });
  });
  afterAll(() => stage?.cleanup.run());

  it('is counted as the oracle counts it, under every filter', () => {
    expect(check.compared.filter((one) => !isEqual(one))).toEqual([]);
    expect(check.compared.length).toBeGreaterThan(250);
  });

  it('had something to count: all states at the worst hour, and hardly any trouble at the end', () => {
    const at = (time: string) =>
      check.compared.find(({ question, filter }) => question.endsWith(time) && filter === '{}')!
        .want;
    const worst = at('as of 20:00');
    expect(worst.users.ever).toBeGreaterThan(150);
    for (const state of ['failing', 'unseen', 'recovered'] as const)
      expect(worst.users[state]).toBeGreaterThan(0);
    expect(worst.unidentified).toBeGreaterThan(0);
    const end = at('as of +1d 12:05');
    expect(end.users.ever).toBeGreaterThan(worst.users.ever);
    expect(end.users.recovered).toBeGreaterThan(end.users.ever / 2);
  });
});

describe(`total-blackout on ${flavour}, shuffled and doubled while workers die`, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage({ workers: 2 });
  });
  afterAll(() => stage?.cleanup.run());

  it('is counted as the oracle counts it', async () => {
    const cast = castFor(process.cwd(), 'total-blackout', 'deaths', () => 4_000);
    const check = await checkNight(stage, cast, { badly: true, killEveryMs: 50 });
    expect(check.kills).toBeGreaterThan(0);
    expect(check.compared.filter((one) => !isEqual(one))).toEqual([]);
    expect(check.compared.at(-1)?.question).toBe('Everything, all the time');
    const atFirst = check.compared.find(({ filter }) => filter === '{}')!;
    expect(atFirst.want.users.ever).toBeGreaterThan(50);
  });
});
