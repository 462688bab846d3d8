import { type Incident, incidentStates, type OpenIncident, type Scope } from '@rollcall/shared';
import type { Client } from '../harness/client.js';
import type { Deed } from './on-call.js';
import type { Sender } from './sender.client.js';

export interface Duty {
  client: Client;
  sender: Sender;
  /** In order of time. */
  deeds: Deed[];
  /** Begins the idempotency keys under which incidents are opened: the same ones open nothing twice. */
  run: string;
}

/** Somebody on call: does by hand what a scenario says, and nothing that somebody else has done already. */
export class OnCall {
  /** The incidents' ids, by their place in the scenario. */
  readonly incidents: string[] = [];
  private next = 0;

  constructor(private readonly duty: Duty) {}

  /** When the next deed is due; Infinity: there is none. */
  get due(): number {
    return this.duty.deeds[this.next]?.at ?? Infinity;
  }

  /** Does what is due until then. What was sent before must have been taken before. */
  async until(at: number): Promise<void> {
    while (this.due <= at) await this.do(this.duty.deeds[this.next++]);
  }

  /** Ends what was found and nobody took care of. */
  async endFound(at: number): Promise<void> {
    const { client, sender } = this.duty;
    const known = await sender.patiently(() => client.call('listIncidents'));
    for (const { id, openedBy, resolvedAt, onset } of known) {
      if (openedBy === 'person' || resolvedAt !== null || onset > at) continue;
      await sender.patiently(() =>
        client.call('resolveIncident', { params: { id }, body: { at } }),
      );
    }
  }

  private async do(deed: Deed): Promise<void> {
    const { client, sender, run } = this.duty;
    if (deed.does === 'open') {
      const headers = { 'idempotency-key': `${run}-incident-${deed.incident}` };
      const { body } = deed;
      const known = await sender.patiently(() => client.call('listIncidents'));
      const ours = known.find((one) => isOurs(one, body));
      const found = known.find((one) => wasFound(one, body));
      const { id } = await sender.patiently(async () => {
        if (ours) return ours;
        return found
          ? client.call('updateIncident', { params: { id: found.id }, body: corrections(body) })
          : client.call('openIncident', { body, headers });
      });
      this.incidents[deed.incident] = id;
      return;
    }
    const params = { id: this.incidents[deed.incident] };
    const { state } = await sender.patiently(() => client.call('getIncident', { params }));
    if (state === 'resolved') return;
    await sender.patiently<unknown>(() => {
      switch (deed.does) {
        case 'acknowledge':
          return client.call('acknowledgeIncident', { params, body: deed.body });
        case 'resolve':
          return client.call('resolveIncident', { params, body: deed.body });
        case 'update':
          return isPast(state, deed.body.state)
            ? Promise.resolve()
            : client.call('updateIncident', { params, body: deed.body });
      }
    });
  }
}

type State = (typeof incidentStates)[number];

const isPast = (state: State, wanted: State | undefined): boolean =>
  wanted !== undefined && incidentStates.indexOf(state) >= incidentStates.indexOf(wanted);

/** Opened before, by whoever told it then. */
const isOurs = ({ title, onset }: Incident, body: OpenIncident): boolean =>
  title === body.title && onset === body.onset;

/** Rollcall was faster: then on call takes that one over, and says what they know. */
const wasFound = ({ openedBy, resolvedAt, scope }: Incident, body: OpenIncident): boolean =>
  openedBy === 'detection' && resolvedAt === null && meet(scope, body.scope ?? {});

const corrections = ({ title, scope, onset, severity }: OpenIncident) => ({
  title,
  scope,
  onset,
  severity,
});

const meet = (found: Scope, told: Scope): boolean =>
  (
    [
      ['services', 'service'],
      ['regions', 'region'],
      ['channels', 'channel'],
    ] as const
  ).every(([part, name]) => {
    const here = found.slices?.map((slice) => slice[name]) ?? found[part];
    const there = told[part];
    return !here?.length || !there?.length || here.some((each) => there.includes(each));
  });
