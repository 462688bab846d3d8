import type { Blind, IncidentWhy, Scope } from '@rollcall/shared';
import { scopeHas } from '../slices/scope.js';
import type { SliceName } from '../slices/slice.js';
import { blindPrefix, type Case } from './cases.js';
import type { Decision, Facts } from './decision.js';
import type { Detection, Seen } from './detection.js';
import { believedScore, reopenMs } from './problem.js';
import { nameOf, scopeOf } from './scope-of.js';
import type { Quiet } from './silence.js';
import { inWords } from './why-words.js';

type Blinded = NonNullable<Quiet['blind']>;

/** An incident that is open because no signals arrive. */
export const isOpenBlind = ({ isBlind, incident }: Case): boolean =>
  isBlind && incident.resolvedAt === null;

/** A slice is looked back at for so long, ms. */
const lookBackMs = 3_600_000;

/**
 * Opens one incident when nothing comes from anywhere, or from where one source has brought the signals; and
 * ends it when signals come again.
 */
export class Blindness {
  constructor(
    private readonly slices: readonly SliceName[],
    private readonly detection: Pick<Detection, 'lately'>,
  ) {}

  /** In the live view. */
  view({ since, why, ...blind }: Blinded): Blind {
    return { since, reason: inWords(why), why, scope: this.scopeOf(blind) };
  }

  look({ blind, newest }: Seen, { cases, now }: Facts): Decision[] {
    const own = cases.filter(({ isBlind }) => isBlind);
    const open = own.find(isOpenBlind);
    if (open) return blind ? this.widened(open, blind) : this.ended(open, newest, now);
    if (!blind || blind.score < believedScore) return [];
    const { since: onset } = blind;
    const found = foundOf(blind);
    const scope = this.scopeOf(blind);
    const back = own.find(
      ({ incident }) => now - incident.resolvedAt! <= reopenMs && isSame(incident.scope, scope),
    );
    if (back && !back.endedByPerson)
      return [
        {
          about: back.incident.id,
          events: [
            { type: 'incident:updated', state: 'investigating' },
            { type: 'incident:found', ...found },
          ],
        },
      ];
    const opened = {
      type: 'incident:opened',
      title: titleOf(blind),
      scope,
      onset,
      severity: 'major',
      ...found,
    } as const;
    const request = `${blindPrefix}${onset}`;
    return [{ request, events: [{ ...opened, request }] }];
  }

  /** Where nothing comes from; all that is neither seen nor named belongs to it. */
  private scopeOf({ slices }: Pick<Blinded, 'slices'>): Scope {
    if (slices.length === 0) return {};
    const dark = slices.map((slice) => this.slices[slice]);
    const names = new Set(dark.map(nameOf));
    return scopeOf(dark, this.slices, (slice) => !names.has(nameOf(slice)));
  }

  /** More has gone dark; or, where nothing came from anywhere, some of it comes again. */
  private widened({ incident, isTended, isRenamed }: Case, blind: Blinded): Decision[] {
    if (isTended) return [];
    const before = this.inside(incident.scope);
    const slices =
      blind.slices.length === 0 || isSame(incident.scope, {})
        ? blind.slices
        : [...new Set([...before, ...blind.slices])];
    const scope = this.scopeOf({ slices });
    if (isSame(scope, incident.scope)) return [];
    const title = titleOf({ ...blind, slices });
    return [
      {
        about: incident.id,
        events: [
          { type: 'incident:rescoped', scope, onset: Math.min(incident.onset, blind.since) },
          { type: 'incident:found', ...foundOf(blind) },
          ...(isRenamed || title === incident.title
            ? []
            : [{ type: 'incident:updated', title } as const]),
        ],
      },
    ];
  }

  private inside(scope: Scope): number[] {
    return this.slices.flatMap((slice, place) => (scopeHas(scope, slice) ? [place] : []));
  }

  /** Signals come again: from as much as half of where they came from. */
  private ended({ incident, isTended }: Case, newest: number, now: number): Decision[] {
    const { id, scope, detectedAt } = incident;
    const since = newest - detectedAt;
    if (isTended || since < 0) return [];
    const dark = this.inside(scope);
    const lit = dark.filter((place) => {
      const { ok, failed } = this.detection.lately(place, Math.min(since, lookBackMs));
      return ok + failed > 0;
    });
    if (!isSame(scope, {}) && lit.length < dark.length / 2) return [];
    const message = 'Signals come again';
    return [{ about: id, events: [{ type: 'incident:resolved', resolvedAt: now, message }] }];
  }
}

/** Why, in words and as codes and numbers. */
const foundOf = ({ why }: Blinded): { reason: string; why: IncidentWhy } => ({
  reason: inWords(why),
  why: { place: null, others: 0, why },
});

const isSame = (a: Scope, b: Scope): boolean => JSON.stringify(a) === JSON.stringify(b);

const titleOf = ({ slices, source }: Blinded): string => {
  if (source !== undefined) return `No signals arrive from ${source}`.slice(0, 300);
  return slices.length === 0
    ? 'No signals arrive: Rollcall is blind'
    : `No signals arrive from ${slices.length} places`;
};
