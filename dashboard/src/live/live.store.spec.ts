import type { LiveView } from '@rollcall/shared';
import { createPinia, setActivePinia } from 'pinia';
import { anIncident, aView, noon } from './live.fixture.js';
import { FakeClock, FakeSource } from './live.source.fake.js';
import { useLive } from './live.store.js';

const next = (view: LiveView, over: Partial<LiveView> = {}): LiveView => ({
  ...view,
  version: view.version + 1,
  asOf: view.asOf + 1_000,
  ...over,
});

const opened = () => {
  setActivePinia(createPinia());
  const live = useLive();
  const source = new FakeSource();
  const clock = new FakeClock();
  live.open(source, clock);
  return { live, source, clock };
};

const joined = () => {
  const all = opened();
  const first = aView();
  all.source.link('up');
  all.source.snapshot(first);
  return { ...all, first };
};

describe('the live store', () => {
  it('shows a snapshot, then what patches make of it', async () => {
    const { live, source, clock, first } = joined();
    expect(live.view).toEqual(first);
    const second = next(first, { incidents: [anIncident()] });
    source.patch(first, second);
    await clock.pass(100);
    expect(live.view).toEqual(second);
    expect(live.beats).toBe(2);
  });

  it('asks for a snapshot after a gap, once, and goes on from there', async () => {
    const { live, source, clock, first } = joined();
    const second = next(first);
    const third = next(second);
    const fourth = next(third, { coverage: 0.5 });
    source.patch(second, third);
    source.patch(third, fourth);
    expect(source.resyncs).toBe(1);
    await clock.pass(100);
    expect(live.view).toEqual(fourth);
    const fifth = next(fourth);
    source.patch(fourth, fifth);
    await clock.pass(100);
    expect(live.view).toEqual(fifth);
  });

  it('asks again when no answer came, and keeps what it has meanwhile', async () => {
    const { live, source, clock, first } = joined();
    const third = next(next(first));
    source.patch(next(first), third);
    source.held = null;
    expect(live.view).toEqual(first);
    await clock.pass(2_000);
    expect(source.resyncs).toBeGreaterThanOrEqual(1);
    source.held = { ...third, sentAt: third.asOf };
    await clock.pass(2_000);
    expect(live.view).toEqual(third);
  });

  it('ignores a patch it has already', () => {
    const { live, source, first } = joined();
    source.patch(first, { ...first });
    expect(source.resyncs).toBe(0);
    expect(live.beats).toBe(1);
  });

  it('draws at most ten times a second, and ends at the newest', async () => {
    const { live, source, clock, first } = joined();
    let view = first;
    for (let i = 0; i < 200; i += 1) {
      const after = next(view, { asOf: view.asOf + 5 });
      source.patch(view, after);
      view = after;
      await clock.pass(5);
    }
    await clock.pass(100);
    expect(live.view).toEqual(view);
    expect(live.beats).toBeGreaterThan(8);
    expect(live.beats).toBeLessThanOrEqual(12);
  });

  it('says the counting stopped when the link stands and nothing new comes', async () => {
    const { live, clock } = joined();
    await clock.pass(2_900);
    expect(live.stale).toBe(false);
    await clock.pass(500);
    expect(live.liveness.kind).toBe('not-counting');
    await clock.pass(8_600);
    expect(live.liveness).toEqual({ kind: 'not-counting', ageMs: 12_000 });
  });

  it('is not made younger by the same view sent again', async () => {
    const { live, source, clock } = joined();
    await clock.pass(20_000);
    expect(source.resyncs).toBeGreaterThan(1);
    expect(source.reconnects).toBe(0);
    expect(live.ageMs).toBe(20_000);
  });

  it('tries afresh when a link that looks sound does not answer', async () => {
    const { source, clock } = joined();
    source.held = null;
    await clock.pass(6_000);
    expect(source.reconnects).toBe(1);
  });

  it('keeps the last view when the link is lost, says so, and resumes', async () => {
    const { live, source, clock, first } = joined();
    source.link('lost');
    expect(live.liveness).toMatchObject({ kind: 'live', reconnecting: true });
    await clock.pass(5_000);
    expect(live.liveness).toMatchObject({ kind: 'link-lost', asOf: noon });
    expect(live.view).toEqual(first);
    source.link('up');
    expect(live.liveness.kind).toBe('link-lost');
    const back = next(first, { version: 9, asOf: noon + 5_000 });
    source.snapshot(back);
    expect(live.liveness.kind).toBe('live');
    expect(live.view).toEqual(back);
  });

  it('follows a server that begins again with lower versions', async () => {
    const { live, source, clock, first } = joined();
    source.snapshot({ ...first, version: 0, asOf: noon + 1 });
    await clock.pass(100);
    expect(live.view?.version).toBe(0);
  });

  it('waits for the first count, and lets an uncounted server take nothing away', async () => {
    const { live, source, clock } = opened();
    source.link('up');
    source.snapshot(aView({ version: 0, asOf: 0 }), noon);
    expect(live.view).toBeUndefined();
    expect(live.liveness.kind).toBe('uncounted');
    source.snapshot(aView());
    await clock.pass(1_000);
    source.snapshot(aView({ version: 0, asOf: 0, services: [] }), noon);
    await clock.pass(1_000);
    expect(live.view).toEqual(aView());
  });

  it('tells unreachable from refused before anything was seen', () => {
    const { live, source } = opened();
    expect(live.liveness.kind).toBe('connecting');
    source.link('lost');
    expect(live.liveness.kind).toBe('unreachable');
    source.link('refused');
    expect(live.liveness.kind).toBe('refused');
  });

  it('keeps a curve for each incident in the view', async () => {
    const { live, source, clock, first } = joined();
    const second = next(first, { incidents: [anIncident()] });
    source.patch(first, second);
    await clock.pass(1_000);
    const third = next(second);
    source.patch(second, third);
    await clock.pass(1_000);
    expect(live.curves['i-1']?.points.map(({ at }) => at)).toEqual([noon + 1_000, noon + 2_000]);
    source.patch(third, next(third, { incidents: [] }));
    await clock.pass(1_000);
    expect(live.curves).toEqual({});
  });

  it('begins an incident’s curve where the server remembers it to begin', async () => {
    const { live, source, clock, first } = joined();
    const [at, counts] = [noon - 60_000, { failing: 1, unseen: 0, recovered: 0 }];
    const remembered = { at, customers: counts, users: counts, silent: null };
    source.remembered['i-1'] = { generation: 1, points: [remembered] };
    const second = next(first, { incidents: [anIncident()] });
    source.patch(first, second);
    await clock.pass(1_000);
    source.patch(second, next(second));
    await clock.pass(1_000);
    const times = () => live.curves['i-1']?.points.map((point) => point.at);
    expect(times()).toEqual([at, noon + 1_000, noon + 2_000]);
    // away for a while: what passed meanwhile is asked for
    source.link('lost');
    const missed = { ...remembered, at: noon + 30_000 };
    source.remembered['i-1'] = { generation: 1, points: [remembered, missed] };
    source.link('up');
    source.snapshot({ ...second, version: 9, asOf: noon + 60_000 });
    await clock.pass(1_000);
    expect(times()).toEqual([at, noon + 30_000, noon + 60_000]);
  });

  it('lets a story’s clock go at the story’s speed, and its age at ours', async () => {
    const { live, source, clock } = opened();
    const story = {
      scenario: 'a-night',
      title: 'A night',
      speed: 240,
      running: true,
      utcOffsetMinutes: -480,
      tellings: 0,
      shiftMs: 0,
      chapter: null,
    };
    const view = aView({ workspace: { id: 'demo', demo: 'a-night', story } });
    source.link('up');
    source.snapshot(view, Date.UTC(2026, 10, 24));
    await clock.pass(1_000);
    expect(live.workspaceNow - noon).toBe(240_000);
    expect(live.ageMs).toBe(1_000);
    await clock.pass(3_000);
    expect(live.stale).toBe(true);
    expect(live.workspaceNow - noon).toBe(3 * 240_000);
  });
});
