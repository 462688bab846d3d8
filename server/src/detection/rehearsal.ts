import type { IncidentRecord, Maintenance, Service } from '@rollcall/shared';
import { ControlState } from '../control/control-state.js';
import type { SliceName } from '../slices/slice.js';
import { casesOf, detectionName } from './cases.js';
import type { Cell } from './cell.js';
import type { Decision, Facts } from './decision.js';
import { Desk, type Word } from './desk.js';
import { Detection, type Beside, type Seen } from './detection.js';
import { isDownIn } from './health-problems.js';

type Besides = Pick<Facts, 'health' | 'changes' | 'unusual'> & Pick<Beside, 'stopped'>;

/** Rounds of one step: what is decided anew on what was decided. */
const mostRounds = 8;

/**
 * All of detection with a control log in memory: what a worker does with the real one. For tests and
 * benchmarks that let months pass without a server.
 */
export class Rehearsal {
  readonly state = new ControlState();
  readonly detection: Detection;
  readonly desk: Desk;
  seen: Seen | undefined;
  word: Word | undefined;
  private entries = 0;

  /**
   * @param services those that are described; others have the house's defaults
   * @param planned maintenance
   */
  constructor(
    slices: readonly SliceName[],
    services: readonly Service[] = [],
    planned: readonly Maintenance[] = [],
  ) {
    for (const service of services) {
      const event = { type: 'service:described', service } as const;
      this.state.apply({ ...this.entry(0), about: `service:${service.id}`, by: 'root', event });
    }
    for (const maintenance of planned) {
      const event = { type: 'maintenance:planned', maintenance } as const;
      const about = `maintenance:${maintenance.id}`;
      this.state.apply({ ...this.entry(0), about, by: 'root', event });
    }
    const objectiveOf = (id: string): number => this.state.service(id).objective;
    this.detection = new Detection({ slices, objectiveOf });
    this.desk = new Desk(slices, this.detection);
  }

  get incidents(): IncidentRecord[] {
    return [...this.state.incidents.values()];
  }

  /** Takes a step and applies all that is decided; gives what that was. */
  step(
    cells: readonly Cell[],
    now: number,
    { health = [], changes = [], unusual, stopped }: Partial<Besides> = {},
  ): Decision[] {
    const isDown = (slice: SliceName): boolean => isDownIn(health, slice);
    const news = unusual && (({ service }: SliceName) => unusual(service));
    this.seen = this.detection.step(cells, now, { isDown, unusual: news, stopped });
    const all: Decision[] = [];
    for (let round = 0; round < mostRounds; round++) {
      this.word = this.desk.decide(this.seen, {
        now,
        paceMs: 1_000,
        cases: casesOf(this.state, now),
        planned: [...this.state.maintenance.values()],
        service: (id) => this.state.service(id),
        health,
        changes,
        unusual,
      });
      const [decision] = this.word.decisions;
      if (!decision) break;
      this.apply(decision, now);
      all.push(decision);
    }
    return all;
  }

  private apply(decision: Decision, at: number): void {
    const about = 'about' in decision ? decision.about : `inc-${this.state.incidents.size + 1}`;
    for (const event of decision.events)
      this.state.apply({ ...this.entry(at), about, by: detectionName, event });
  }

  private entry(at: number): { id: string; at: number } {
    return { id: `${++this.entries}-0`, at };
  }
}
