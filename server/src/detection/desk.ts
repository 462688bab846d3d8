import type { DetectionView, Finding, Scope, Suspects } from '@rollcall/shared';
import { scopeHas } from '../slices/scope.js';
import type { SliceName } from '../slices/slice.js';
import { Blindness, isOpenBlind } from './blindness.js';
import { requestOf, type Case } from './cases.js';
import type { Decision, Facts } from './decision.js';
import type { Detection, Seen } from './detection.js';
import { belongTogether, grouped } from './grouping.js';
import { HealthProblems } from './health-problems.js';
import { Mending } from './mending.js';
import { believedScore, findingOf, standingOf, type Problem } from './problem.js';
import { nameOf, scopeOf, titleOf } from './scope-of.js';
import { placeOf, reasonOf, slicesIn, whatOf } from './problem-words.js';
import { suspectsOf } from './suspects.js';
import { listed } from './words.js';

export interface Word extends DetectionView {
  decisions: Decision[];
  list: Finding[];
}

/** A scope grows at most so often, in seconds of the pace. */
const growEverySeconds = 2;

/**
 * Makes incidents of what was seen: opens one for all that belongs together, lets it grow, and ends it. It
 * decides anew at every call from the incidents as they are, so that deciding twice does nothing twice.
 */
export class Desk {
  private readonly health = new HealthProblems();
  private readonly mending: Mending;
  private readonly blindness: Blindness;

  constructor(
    private readonly slices: readonly SliceName[],
    private readonly detection: Pick<Detection, 'isWell' | 'lately'>,
  ) {
    this.mending = new Mending(slices, detection);
    this.blindness = new Blindness(slices, detection);
  }

  decide(seen: Seen, facts: Facts): Word {
    const { now, cases, planned } = facts;
    const problems = this.problems(seen, facts).filter(
      // what is blind there is no silence of people, even when the source is no news any more
      ({ kind, slice }) =>
        kind !== 'silent' ||
        !cases.some((each) => isOpenBlind(each) && scopeHas(each.incident.scope, slice)),
    );
    const list: Finding[] = seen.hints.map((hint) =>
      findingOf({ ...hint, slice: this.slices[hint.slice] }, now, null, 'not enough evidence yet'),
    );
    const fresh: Problem[] = [];
    const inside = new Map<Case, Problem[]>();
    for (const problem of problems) {
      if (problem.score < believedScore) {
        list.push(findingOf(problem, now, null, 'too weak to be believed alone'));
        continue;
      }
      const standing = standingOf(problem, cases, planned, now);
      if (standing.is === 'new') fresh.push(problem);
      if (standing.is === 'in' || standing.is === 'back')
        inside.set(standing.of, [...(inside.get(standing.of) ?? []), problem]);
      const incident = standing.is === 'in' ? standing.of.incident.id : null;
      list.push(findingOf(problem, now, incident, standing.is === 'still' ? standing.why : null));
    }
    const grown = this.groups(fresh, inside, facts);
    const untouched = [...inside].filter(([{ incident }]) =>
      grown.every((each) => !('about' in each) || each.about !== incident.id),
    );
    const decisions = [
      ...this.blindness.look(seen, facts),
      ...grown,
      ...untouched.flatMap(([each, own]) => this.dated(each, own, facts)),
      ...[...inside].flatMap(([each, own]) => this.relapse(each, own)),
      ...(seen.blind ? [] : cases.flatMap((each) => this.mending.look(each, problems, seen))),
    ];
    const blind = seen.blind && this.blindness.view(seen.blind);
    return {
      decisions,
      list,
      blind,
      findings: list.filter((f) => f.score >= believedScore).length,
    };
  }

  private problems({ troubles, silent }: Seen, { health, now, unusual }: Facts): Problem[] {
    const named = (slice: number): SliceName => this.slices[slice];
    return [
      ...troubles.map((each) => ({ ...each, slice: named(each.slice) })),
      ...silent.map((each) => ({
        ...each,
        slice: named(each.slice),
        kind: 'silent' as const,
        share: 0,
      })),
      ...this.health.look(health, now, this.slices, this.isWell, unusual),
    ];
  }

  private readonly isWell = (slice: SliceName): boolean => {
    const place = this.slices.findIndex((each) => nameOf(each) === nameOf(slice));
    return place >= 0 && this.detection.isWell(place);
  };

  private groups(
    fresh: readonly Problem[],
    inside: ReadonlyMap<Case, Problem[]>,
    facts: Facts,
  ): Decision[] {
    if (fresh.length === 0) return [];
    const open = facts.cases.filter(
      ({ incident, isBlind }) =>
        !isBlind && incident.resolvedAt === null && incident.openedBy === 'detection',
    );
    const items = [
      ...open.map((of) => ({ of, problems: this.partsOf(of, inside.get(of) ?? []) })),
      ...fresh.map((problem) => ({ of: undefined, problems: [problem] })),
    ];
    return grouped(items, (a, b) =>
      // two incidents stay two
      a.of && b.of
        ? false
        : a.problems.some((x) => b.problems.some((y) => belongTogether(x, y, facts.service))),
    ).flatMap((group) => {
      const of = group.find((each) => each.of)?.of;
      const news = group.filter((each) => !each.of).flatMap(({ problems }) => problems);
      if (news.length === 0) return [];
      return of ? this.grow(of, inside.get(of) ?? [], news, facts) : [this.open(news, facts)];
    });
  }

  /** What an incident is about: its failing slices, or all of its scope while none fails. */
  private partsOf(
    { incident }: Case,
    own: readonly Problem[],
  ): { slice: SliceName; since: number }[] {
    if (own.length > 0) return [...own];
    return this.inScope(incident.scope).map((slice) => ({ slice, since: incident.onset }));
  }

  private inScope(scope: Scope): SliceName[] {
    return this.slices.filter((slice) => scopeHas(scope, slice));
  }

  private open(problems: readonly Problem[], facts: Facts): Decision {
    const scope = scopeOf(slicesIn(problems), this.slices, this.isWell);
    const onset = Math.min(...problems.map(({ since }) => since));
    const request = requestOf(nameOf(problems[0].slice), onset);
    const minor = problems.every(({ kind }) => kind !== 'failing');
    return {
      request,
      events: [
        {
          type: 'incident:opened',
          title: titleOf(
            whatOf(problems),
            scope,
            slicesIn(problems),
            (id) => facts.service(id).name,
          ),
          scope,
          onset,
          severity: minor ? 'minor' : 'major',
          request,
          ...reasonOf(problems),
          suspects: this.suspects(problems, facts),
        },
      ],
    };
  }

  private suspects(problems: readonly Problem[], { service, changes, health }: Facts): Suspects {
    const isDown = (id: string): boolean =>
      health.some((report) => report.service === id && report.status === 'down');
    return suspectsOf(problems, service, changes, isDown);
  }

  private grow(
    { incident, isTended, isRenamed, proposed, rescopedAt }: Case,
    own: readonly Problem[],
    news: readonly Problem[],
    facts: Facts,
  ): Decision[] {
    const about = incident.id;
    const all = [...own, ...news];
    const suspects = this.suspects(all, facts);
    const found = reasonOf(all);
    if (isTended) {
      const where = listed(slicesIn(news).map(placeOf));
      const propose = `more fails: ${where}`;
      if (proposed === `scope: ${propose}`) return [];
      return [
        {
          about,
          events: [{ type: 'incident:found', reason: propose, suspects, proposes: 'scope' }],
        },
      ];
    }
    if (facts.now - rescopedAt < growEverySeconds * facts.paceMs) return [];
    const before = this.inScope(incident.scope);
    const slices = [...new Map([...before, ...slicesIn(all)].map((s) => [nameOf(s), s])).values()];
    const scope = scopeOf(slices, this.slices, this.isWell);
    const onset = Math.min(incident.onset, ...all.map(({ since }) => since));
    const title = titleOf(whatOf(all), scope, slices, (id) => facts.service(id).name);
    return [
      {
        about,
        events: [
          { type: 'incident:rescoped', scope, onset },
          { type: 'incident:found', ...found, suspects },
          ...(isRenamed || title === incident.title
            ? []
            : [{ type: 'incident:updated', title } as const]),
        ],
      },
    ];
  }

  /** What failed first may be heard of last: then it began earlier, or who met it first would not count. */
  private dated(
    { incident, isTended, rescopedAt }: Case,
    own: readonly Problem[],
    facts: Facts,
  ): Decision[] {
    if (isTended || incident.resolvedAt !== null) return [];
    const onset = Math.min(
      ...own.flatMap(({ kind, since }) => (kind === 'failing' ? [since] : [])),
    );
    if (onset >= incident.onset) return [];
    if (facts.now - rescopedAt < growEverySeconds * facts.paceMs) return [];
    return [
      { about: incident.id, events: [{ type: 'incident:rescoped', scope: incident.scope, onset }] },
    ];
  }

  /** It was getting well, or was over, and fails again. */
  private relapse({ incident, isTended }: Case, own: readonly Problem[]): Decision[] {
    const over = incident.resolvedAt !== null;
    if (isTended || incident.openedBy === 'person') return [];
    if (!over && incident.state !== 'monitoring') return [];
    return [
      {
        about: incident.id,
        events: [
          { type: 'incident:updated', state: 'investigating', message: 'It fails again' },
          { type: 'incident:found', ...reasonOf(own) },
        ],
      },
    ];
  }
}
