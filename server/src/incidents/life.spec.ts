import { mostActions, type IncidentEvent } from '@rollcall/shared';
import { at, given, opened, valueOf } from './incident.fixture.js';
import {
  addAction,
  assignRole,
  changeAction,
  liftSeverity,
  overrideSeverity,
  updatesOf,
} from './life.js';

const rated = (severity: 'minor' | 'major' | 'critical'): IncidentEvent => ({
  type: 'incident:rated',
  severity,
  reason: '1,200 customers',
  rule: 1,
});

describe('roles', () => {
  it('are given, passed on and taken away; the same again is nothing new', () => {
    const ana = valueOf(assignRole(given(opened), { role: 'commander', who: 'Ana' }));
    const led = given(opened, ...ana);
    expect(led.roles).toEqual([{ role: 'commander', who: 'Ana', since: at(1) }]);
    expect(valueOf(assignRole(led, { role: 'commander', who: 'Ana' }))).toEqual([]);
    const ben = valueOf(assignRole(led, { role: 'commander', who: 'Ben' }));
    expect(given(opened, ...ana, ...ben).roles).toMatchObject([{ who: 'Ben' }]);
    const none = valueOf(assignRole(led, { role: 'commander', who: null }));
    expect(given(opened, ...ana, ...none).roles).toEqual([]);
    expect(valueOf(assignRole(given(opened), { role: 'scribe', who: null }))).toEqual([]);
  });
});

describe('actions', () => {
  const add = valueOf(
    addAction(given(opened), { what: 'Call the supplier', dueAt: at(60) }, at(1)),
  );

  it('are open, then done or dropped, then open again', () => {
    const open = given(opened, ...add);
    expect(open.actions).toMatchObject([
      { id: 'act-1', owner: null, state: 'open', dueAt: at(60) },
    ]);
    const done = valueOf(changeAction(open, 'act-1', { state: 'done', owner: 'Ana' }, at(2)));
    const after = given(opened, ...add, ...done);
    expect(after.actions).toMatchObject([{ state: 'done', owner: 'Ana', closedAt: at(2) }]);
    const undone = valueOf(changeAction(after, 'act-1', { state: 'open', dueAt: null }, at(3)));
    expect(given(opened, ...add, ...done, ...undone).actions).toMatchObject([
      { state: 'open', owner: 'Ana', dueAt: null, closedAt: null },
    ]);
    expect(valueOf(changeAction(after, 'act-1', { state: 'done' }, at(3)))).toEqual([]);
  });

  it('refuses what is not there, no time, and more than it can hold', () => {
    const incident = given(opened, ...add);
    expect(changeAction(incident, 'act-2', { state: 'done' }, at(2))).toMatchObject({
      error: { code: 'not_found' },
    });
    expect(addAction(incident, { what: 'x', dueAt: 'tomorrow' }, at(2))).toMatchObject({
      error: { field: 'dueAt' },
    });
    const full = { ...incident, actions: Array(mostActions).fill(incident.actions[0]) };
    expect(addAction(full, { what: 'x' }, at(2))).toMatchObject({ ok: false });
  });
});

describe('severity', () => {
  it("is the rule's until somebody says otherwise, and again when that is lifted", () => {
    expect(given(opened, rated('critical'))).toMatchObject({ severity: 'critical', version: 1 });
    const override = valueOf(
      overrideSeverity(given(opened), { severity: 'minor', reason: 'only a test shop' }),
    );
    const said = given(opened, rated('critical'), ...override);
    expect(said).toMatchObject({
      severity: 'minor',
      severityBasis: {
        override: { reason: 'only a test shop', by: 'root', at: at(2) },
        computed: { severity: 'critical', rule: 1 },
      },
    });
    // the rule goes on, unheard
    expect(given(opened, ...override, rated('critical')).severity).toBe('minor');
    const lifted = given(opened, rated('critical'), ...override, ...valueOf(liftSeverity(said)));
    expect(lifted).toMatchObject({ severity: 'critical', severityBasis: { override: null } });
    expect(valueOf(liftSeverity(lifted))).toEqual([]);
  });

  it('said when it is opened, or in an update, is a word of a person too', () => {
    const given1 = given({ ...opened, severity: 'critical', severityGiven: true } as IncidentEvent);
    expect(given1.severityBasis.override).toMatchObject({ severity: 'critical', reason: null });
    const updated = given(opened, rated('minor'), {
      type: 'incident:updated',
      severity: 'critical',
      message: 'The press calls',
    });
    expect(updated).toMatchObject({ severity: 'critical' });
    expect(updated.severityBasis.override?.reason).toBe('The press calls');
  });

  it('lifted before the rule has counted is what nobody has said anything of', () => {
    const event: IncidentEvent = {
      ...opened,
      severity: 'minor',
      severityGiven: true,
    } as IncidentEvent;
    expect(given(event, { type: 'incident:severity-lifted' }).severity).toBe('major');
  });
});

it('updates are what was said, newest first, internal unless said otherwise', () => {
  const events: IncidentEvent[] = [
    opened,
    { type: 'incident:updated', state: 'identified', message: 'A fibre is cut' },
    { type: 'incident:updated', title: 'TV is dark in Ohio' },
    { type: 'incident:resolved', resolvedAt: at(9), message: 'Back', audience: 'public' },
  ];
  const timeline = events.map((event, i) => ({ id: `${i}`, at: at(i), by: 'root', event }));
  expect(updatesOf(timeline)).toEqual([
    { id: '3', at: at(3), by: 'root', audience: 'public', message: 'Back', state: 'resolved' },
    {
      id: '1',
      at: at(1),
      by: 'root',
      audience: 'internal',
      message: 'A fibre is cut',
      state: 'identified',
    },
  ]);
});
