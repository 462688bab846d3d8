import type { Scope } from '@rollcall/shared';
import { scopeHas } from '../slices/scope.js';
import type { SliceName } from '../slices/slice.js';
import type { Case } from './cases.js';
import type { Decision } from './decision.js';
import type { Detection, Seen } from './detection.js';
import { believedScore, type Problem } from './problem.js';

/** All of an incident has to be well for this long, ms. */
const monitoringAfterMs = 60_000;
const resolvedAfterMs = 10 * 60_000;
/** Tries since that say so. */
const leastTries = 10;

/** How incidents that detection opened end. */
export class Mending {
  /** Incident → since when nothing in its scope fails, the log's time. */
  private readonly clearSince = new Map<string, number>();

  constructor(
    private readonly slices: readonly SliceName[],
    private readonly detection: Pick<Detection, 'lately'>,
  ) {}

  /** It gets well: first watched, then over; where a person has it, that is proposed. */
  look(each: Case, problems: readonly Problem[], { newest }: Pick<Seen, 'newest'>): Decision[] {
    const { incident, isTended, isBlind, proposed } = each;
    const { id, scope, state } = incident;
    const fails = problems.some(
      ({ slice, score }) => score >= believedScore && scopeHas(scope, slice),
    );
    if (incident.resolvedAt !== null || incident.openedBy !== 'detection' || isBlind || fails) {
      this.clearSince.delete(id);
      return [];
    }
    const since = this.clearSince.get(id) ?? newest;
    this.clearSince.set(id, since);
    const lasts = newest - since;
    if (lasts < monitoringAfterMs || !this.goesWell(scope, lasts)) return [];
    const over = lasts >= resolvedAfterMs;
    if (isTended) {
      const proposes = over ? 'resolved' : 'monitoring';
      const reason = over
        ? 'all of it has been well for 10 minutes'
        : 'all of it has been well for a minute';
      const said = proposed === `${proposes}: ${reason}` || proposed?.startsWith('resolved');
      if (said || (!over && state === 'monitoring')) return [];
      return [{ about: id, events: [{ type: 'incident:found', reason, proposes }] }];
    }
    if (over) {
      const message = 'All of it has been well for 10 minutes';
      return [{ about: id, events: [{ type: 'incident:resolved', resolvedAt: newest, message }] }];
    }
    if (state === 'monitoring') return [];
    const message = 'All of it goes well again';
    return [{ about: id, events: [{ type: 'incident:updated', state: 'monitoring', message }] }];
  }

  private goesWell(scope: Scope, lasts: number): boolean {
    let [ok, people] = [0, 0];
    this.slices.forEach((slice, place) => {
      if (!scopeHas(scope, slice)) return;
      const lately = this.detection.lately(place, Math.min(lasts, 3_600_000));
      ok += lately.ok;
      people += lately.people;
    });
    return ok >= leastTries && people < ok / 4;
  }
}
