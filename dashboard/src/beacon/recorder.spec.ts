import { memoryKeep, type Keep } from './keep.js';
import type { Met } from './met.js';
import { createRecorder, type Recorder } from './recorder.js';
import { perMinute } from './repeats.js';

const now = Date.UTC(2026, 0, 31, 9);
const met: Met = { at: now, service: 'pay', outcome: 'failed' };

describe('the recorder', () => {
  let keep: Keep;
  let ids = 0;
  const page = (needsConsent = false): Recorder =>
    createRecorder(keep, needsConsent, () => `r${ids++}`);
  const users = (recorder: Recorder) => recorder.take().signals.map(({ user }) => user);

  beforeEach(() => {
    keep = { ...memoryKeep(), lasting: true };
  });

  it('calls a browser a device, and knows it again', () => {
    const first = page();
    first.met(met, now);
    const [device] = users(first);
    expect(device).toMatch(/^device:r\d+$/);
    const later = page();
    later.met(met, now);
    expect(users(later)).toEqual([device]);
  });

  it('calls two tabs that begin one after the other the same device', () => {
    const [one, other] = [page(), page()];
    for (const tab of [one, other]) tab.met(met, now);
    expect(users(one)).toEqual(users(other));
  });

  it('calls it a session where nothing lasts', () => {
    keep = memoryKeep();
    const recorder = page();
    recorder.met(met, now);
    expect(users(recorder)[0]).toMatch(/^session:/);
  });

  it('signs with who is here, also what was met just before they said so', () => {
    const recorder = page();
    recorder.met(met, now);
    recorder.identify('u-1', 'c-1');
    recorder.met(met, now);
    expect(recorder.take().signals).toEqual([
      { ...met, user: 'u-1', customer: 'c-1' },
      { ...met, user: 'u-1', customer: 'c-1' },
    ]);
    expect(recorder.take().signals).toEqual([]);
  });

  it('knows who is here on the next page, until they leave', () => {
    page().identify('u-1', 'c-1');
    const next = page();
    next.met(met, now);
    next.identify(null, undefined);
    next.met(met, now);
    const [before, after] = users(next);
    expect(before).toBe('u-1');
    expect(after).toMatch(/^device:/);
    const last = page();
    last.met(met, now);
    expect(users(last)).toEqual([after]);
  });

  it.each([undefined, '', '  ', {}, [], true])('takes nobody for %j', (user) => {
    expect(page().identify(user, 'c-1')).toBe(false);
  });

  it('waits for consent with nothing kept, and then has it all', () => {
    const recorder = page(true);
    recorder.met(met, now);
    recorder.identify('u-1', undefined);
    expect(recorder.take().signals).toEqual([]);
    expect(keep.names()).toEqual([]);
    recorder.consent(true);
    expect(users(recorder)).toEqual(['u-1']);
  });

  it('forgets everything when refused, in every tab, and says nothing more', () => {
    const [one, other] = [page(), page()];
    for (const tab of [one, other]) tab.met(met, now);
    one.identify('u-1', undefined);
    keep.set('batch:x', '{}');
    one.consent(false);
    expect(keep.names()).toEqual(['refused']);
    for (const tab of [one, other, page()]) {
      expect(tab.consented()).toBe('no');
      expect(tab.met(met, now)).toBe(false);
      tab.identify('u-1', undefined);
      expect(tab.take().signals).toEqual([]);
    }
    expect(keep.names()).toEqual(['refused']);
    one.consent(true);
    one.met(met, now);
    expect(users(one)).toHaveLength(1);
  });

  it('tells so much a minute, and how much it left out', () => {
    const recorder = page();
    const told = () => recorder.take().signals.length;
    let sent = 0;
    for (let i = 0; i < perMinute + 5; i++) {
      recorder.met(met, now);
      if (i % 50 === 0) sent += told();
    }
    recorder.met(met, now + 60_000);
    const last = recorder.take();
    expect(sent + last.signals.length).toBe(perMinute + 1);
    expect(last.dropped).toBe(5);
  });
});
