import { Inject, Injectable } from '@nestjs/common';
import { ok, type DetectionView, type Satisfaction } from '@rollcall/shared';
import type { Env } from '../config/env.js';
import { ControlLog } from '../control/control-log.store.js';
import type { ControlState } from '../control/control-state.js';
import { LogReader } from '../impact/log.reader.js';
import { HealthReader } from '../live/health.reader.js';
import { scopeHas } from '../slices/scope.js';
import { SourcesStore } from '../sources/sources.store.js';
import { ENV } from '../tokens.js';
import { casesOf, detectionName } from './cases.js';
import { CellsReader } from './cells.reader.js';
import type { Decision, Facts } from './decision.js';
import { Desk, type Word } from './desk.js';
import { Detection, type Seen } from './detection.js';
import { FindingsStore } from './findings.store.js';
import { isDownIn } from './health-problems.js';
import { MemoryService } from './memory.service.js';
import { UnusualReader } from './unusual.reader.js';
import { stoppedSources, type Stopped } from './stopped-sources.js';

/** Rounds of one assessment: what is decided anew on what was decided. */
const mostRounds = 8;
/** What happened longer ago is remembered, and no news any more; the log's time, ms. */
const staleMs = 30 * 60_000;
/** Signals come so many seconds late, of the pace. */
const lateSeconds = 10;
/** The register of sources is read so often, wall clock, ms. */
const sourcesEveryMs = 5_000;

/**
 * Detection beside the assessment: what came since is told to the pure core, and what that decides is
 * appended to the control log, on the newest state and with its version compared. What the core knows is in
 * memory; after a start it is recalled from what is kept.
 */
@Injectable()
export class DetectionService {
  private core: { detection: Detection; desk: Desk } | undefined;
  private stopped: Stopped[] = [];
  private sourcesReadAt = -Infinity;

  constructor(
    @Inject(LogReader) private readonly reader: LogReader,
    @Inject(CellsReader) private readonly cells: CellsReader,
    @Inject(MemoryService) private readonly memory: MemoryService,
    @Inject(HealthReader) private readonly health: HealthReader,
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(SourcesStore) private readonly sources: SourcesStore,
    @Inject(UnusualReader) private readonly unusual: UnusualReader,
    @Inject(FindingsStore) private readonly findings: FindingsStore,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * Looks at what came, and decides. Call after logs, health and control log were read.
   * @param satisfaction as last counted; undefined: not yet
   * @returns what the live view says of it; undefined where nothing is detected
   */
  async run(
    now: number,
    satisfaction: Satisfaction | undefined,
  ): Promise<DetectionView | undefined> {
    if (!this.env.detects) return undefined;
    const paceMs = this.cells.paceMs(now);
    const lateMs = lateSeconds * paceMs;
    const { anew, cells, past, from } = this.cells.take(now);
    if (anew || !this.core) this.core = this.begin();
    const { detection, desk } = this.core;
    this.memory.keep(detection, now, from);
    const news = now - Math.max(staleMs, 2 * lateMs);
    detection.remember(past);
    detection.remember(cells.filter(({ at }) => at < news));
    const health = this.health.reports();
    await this.readSources(now, paceMs);
    const unusual = this.unusual.look(now, lateMs, satisfaction);
    const seen = detection.step(
      cells.filter(({ at }) => at >= news),
      now,
      {
        isDown: (slice) => isDownIn(health, slice),
        unusual: ({ service }) => unusual.badNews(service, now, 'failures'),
        lateMs,
        stopped: this.stopped,
      },
    );
    const word = await this.decide(desk, seen, {
      now,
      paceMs,
      health,
      changes: this.health.changes(),
      unusual: (service) => unusual.badNews(service, now, 'health'),
    });
    const list = [...word.list, ...unusual.findings(now, (service) => this.incidentOf(service))];
    await this.findings.write({ asOf: now, blind: word.blind, findings: list });
    return { blind: word.blind, findings: word.findings };
  }

  private async readSources(now: number, paceMs: number): Promise<void> {
    if (performance.now() - this.sourcesReadAt < sourcesEveryMs) return;
    this.sourcesReadAt = performance.now();
    const wall = Date.now();
    this.stopped = stoppedSources(await this.sources.list(wall), wall, now, paceMs);
  }

  /** The open incident that a service is in. */
  private incidentOf(service: string): string | null {
    const own = this.reader.slices.filter((slice) => slice.service === service);
    const open = [...this.control.state.incidents.values()].find(
      ({ resolvedAt, scope }) => resolvedAt === null && own.some((slice) => scopeHas(scope, slice)),
    );
    return open?.id ?? null;
  }

  private begin(): { detection: Detection; desk: Desk } {
    const { slices } = this.reader;
    const objectiveOf = (id: string): number => this.control.state.service(id).objective;
    const detection = new Detection({ slices, objectiveOf });
    return { detection, desk: new Desk(slices, detection) };
  }

  private async decide(
    desk: Desk,
    seen: Seen,
    facts: Omit<Facts, 'cases' | 'planned' | 'service'>,
  ): Promise<Word> {
    const wordOn = (state: ControlState): Word =>
      desk.decide(seen, {
        ...facts,
        cases: casesOf(state, facts.now),
        planned: [...state.maintenance.values()],
        service: (id) => state.service(id),
      });
    let word = wordOn(this.control.state);
    for (let round = 0; round < mostRounds && word.decisions.length > 0; round++) {
      let done = true;
      await this.control.decide(detectionName, (state) => {
        // others may have decided meanwhile: what is to be done is worked out on the newest state
        const decision = wordOn(state).decisions.find((each) => isNew(each, state));
        done = decision === undefined;
        if (!decision) return { about: detectionName, events: ok([]) };
        const next = `inc-${state.incidents.size + 1}`;
        return { about: 'about' in decision ? decision.about : next, events: ok(decision.events) };
      });
      word = wordOn(this.control.state);
      if (done) break;
    }
    return word;
  }
}

/** The same request opens nothing twice. */
const isNew = (decision: Decision, { requests }: ControlState): boolean =>
  'about' in decision || !requests.has(decision.request);
