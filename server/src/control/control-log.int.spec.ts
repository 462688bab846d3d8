import { wallClock } from '../clock/clock.service.js';
import { ok, type IncidentEvent, type Result } from '@rollcall/shared';
import { acknowledge, open } from '../incidents/incident.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { SpecRedis } from '../redis/redis.fixture.js';
import { ControlLog } from './control-log.store.js';

describe('the control log', () => {
  const redis = new SpecRedis();
  const clock = { ...wallClock, now: () => 1_000 };
  let keys: WorkspaceKeys;
  beforeEach(() => (keys = redis.workspace()));

  const process = (): ControlLog => new ControlLog(redis.client, keys, clock);
  const opening = (log: ControlLog, title: string): Promise<Result<{ about: string }>> =>
    log.decide('root', (state, now) => ({
      about: `inc-${state.incidents.size + 1}`,
      events: open({ title }, now),
    }));

  it('makes every process know what one decided', async () => {
    const [one, other] = [process(), process()];
    expect(await opening(one, 'TV is dark')).toEqual(ok({ about: 'inc-1' }));
    expect((await other.refresh()).incidents.get('inc-1')).toMatchObject({ title: 'TV is dark' });
  });

  it('opens two incidents when two processes open one each at once, and loses none', async () => {
    const logs = [process(), process(), process()];
    const opened = await Promise.all(logs.map((log, i) => opening(log, `incident ${i}`)));
    const ids = opened.map((result) => (result.ok ? result.value.about : result.error.code));
    expect(ids.sort()).toEqual(['inc-1', 'inc-2', 'inc-3']);
    const { incidents } = await process().refresh();
    expect([...incidents.values()].map(({ title }) => title).sort()).toEqual([
      ...['incident 0', 'incident 1', 'incident 2'],
    ]);
  });

  it('acknowledges once when two do so at once: the second decides on what the first did', async () => {
    const logs = [process(), process()];
    await opening(logs[0], 'TV is dark');
    await Promise.all(
      logs.map((log, i) =>
        log.decide(`person-${i}`, (state) => ({
          about: 'inc-1',
          events: acknowledge(state.incidents.get('inc-1')!, `person-${i}`),
        })),
      ),
    );
    const { timelines } = await process().refresh();
    expect(timelines.get('inc-1')?.map(({ event }) => event.type)).toEqual([
      'incident:opened',
      'incident:acknowledged',
    ]);
  });

  it('gives up, and says what to do, when others are faster again and again', async () => {
    const [slow, fast] = [process(), process()];
    await opening(fast, 'TV is dark');
    const event: IncidentEvent = { type: 'incident:updated', message: 'still at it' };
    // somebody else's decision lands between reading and appending, every time
    const refresh = slow.refreshAfterWrite.bind(slow);
    slow.refreshAfterWrite = async () => {
      const state = await refresh();
      await fast.decide('fast', () => ({ about: 'inc-1', events: ok([event]) }));
      return state;
    };
    const decided = await slow.decide('slow', () => ({ about: 'inc-1', events: ok([event]) }));
    expect(decided).toMatchObject({
      ok: false,
      error: { code: 'conflict', remedy: 'read it again and send the change again' },
    });
  });

  it('appends nothing where nothing was decided, and hands on why something was refused', async () => {
    const log = process();
    await log.decide('root', () => ({ about: 'inc-1', events: ok([]) }));
    const refused = await log.decide('root', (_, now) => ({
      about: 'inc-1',
      events: open({ title: 'x', onset: now + 1e9 }, now),
    }));
    expect(refused).toMatchObject({ ok: false, error: { field: 'onset' } });
    expect(await redis.client.exists(keys.control)).toBe(0);
  });

  it('is read whole, however long, and again when Redis has gone back', async () => {
    const [log, writer] = [process(), process()];
    const described = (name: string) =>
      writer.decide('root', (state) => ({
        about: 'service:play',
        events: ok([
          { type: 'service:described' as const, service: { ...state.service('play'), name } },
        ]),
      }));
    for (let i = 0; i < 620; i++) await described(`name ${i}`);
    expect((await log.refresh()).entries).toHaveLength(620);
    expect(log.state.service('play').name).toBe('name 619');
    const [last] = await redis.client.xrevrange(keys.control, '+', '-', 'COUNT', 1);
    await redis.client.xdel(keys.control, last[0]);
    expect((await log.refresh()).entries).toHaveLength(619);
    expect(log.state.service('play').name).toBe('name 618');
  });
});
