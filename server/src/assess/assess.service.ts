import { Inject, Injectable } from '@nestjs/common';
import type { Incident, IncidentView, LiveView } from '@rollcall/shared';
import type { Clock } from '../clock/clock.js';
import type { Env } from '../config/env.js';
import { ControlLog } from '../control/control-log.store.js';
import { storyView } from '../demo/story.js';
import { StoryStore } from '../demo/story.store.js';
import { DetectionService } from '../detection/detection.service.js';
import { DirectoryReader } from '../directory/directory.reader.js';
import { expectedOf } from '../history/expected.js';
import { HistoryService } from '../history/history.service.js';
import { ImpactService, peaksOf } from '../impact/impact.service.js';
import { LogReader } from '../impact/log.reader.js';
import { SeverityRater } from '../incidents/severity-rater.service.js';
import { viewOf } from '../incidents/view.js';
import { CurveStore } from '../live/curve.store.js';
import { HealthReader } from '../live/health.reader.js';
import { LiveViewStore } from '../live/live-view.store.js';
import { serviceViews } from '../live/view.js';
import { passFault } from '../operations/faults.process.js';
import type { LogStatus } from '../operations/log-status.js';
import { LogStatusReader } from '../operations/log-status.reader.js';
import { SatisfactionService } from '../satisfaction/satisfaction.service.js';
import { ReviewFreezer } from '../reviews/freezer.service.js';
import { CLOCK, ENV } from '../tokens.js';

/** An ended incident stays in the live view this long, and late signals of it are still counted, ms. */
const shownAfterEndMs = 3_600_000;
/** Two assessments are at least this far apart, ms: a patch every 50 ms is more than an eye sees. */
const paceMs = 50;
/** The share of one core's time that assessments may take. */
const share = 0.3;

/** Counts are not complete while a signal has waited longer than this to be counted, ms. */
const lateMs = 500;

const keepsUp = ({ partitions }: LogStatus): boolean =>
  partitions.every(
    ({ oldestUnfolded, serverTime }) =>
      oldestUnfolded === 0 || serverTime - oldestUnfolded <= lateMs,
  );

/** The assessment: reads what was committed, joins, counts, and publishes the live view. */
@Injectable()
export class AssessService {
  private published: LiveView | undefined;
  private notBefore = 0;

  constructor(
    @Inject(LogReader) private readonly reader: LogReader,
    @Inject(DirectoryReader) private readonly directory: DirectoryReader,
    @Inject(HealthReader) private readonly health: HealthReader,
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(ImpactService) private readonly impact: ImpactService,
    @Inject(HistoryService) private readonly history: HistoryService,
    @Inject(DetectionService) private readonly detection: DetectionService,
    @Inject(SatisfactionService) private readonly satisfaction: SatisfactionService,
    @Inject(LogStatusReader) private readonly status: LogStatusReader,
    @Inject(LiveViewStore) private readonly store: LiveViewStore,
    @Inject(CurveStore) private readonly curves: CurveStore,
    @Inject(SeverityRater) private readonly severities: SeverityRater,
    @Inject(ReviewFreezer) private readonly reviews: ReviewFreezer,
    @Inject(StoryStore) private readonly stories: StoryStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** One assessment, not sooner than the pace allows. */
  async run(): Promise<void> {
    const wait = this.notBefore - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const started = performance.now();
    try {
      await this.assess();
    } catch (error) {
      this.published = undefined;
      throw error;
    } finally {
      const took = performance.now() - started;
      this.notBefore = started + Math.max(paceMs, took / share);
    }
  }

  private async assess(): Promise<void> {
    const before = (this.published ??= await this.store.load());
    const next = await this.work(before);
    passFault('assess:before-publish');
    const done = await this.store.publish(before, next);
    passFault('assess:after-publish');
    this.published = done ? next : undefined;
    if (!done) return;
    await this.curves.add(next.incidents, next.asOf);
    await this.severities.run(next.incidents, next.asOf);
    this.reviews.sweep();
  }

  private async work(before: LiveView): Promise<LiveView> {
    // the status first: what it says was counted is in the logs read after it
    const status = await this.status.read();
    await this.control.refresh();
    await Promise.all([this.reader.refresh(), this.health.refresh()]);
    this.history.refresh();
    const detection = await this.detection.run(this.clock.now(), this.satisfaction.latest);
    await this.satisfaction.refresh();
    const now = this.clock.now();
    const { people } = this.directory;
    const window = this.reader.window;
    return {
      version: before.version + 1,
      asOf: now,
      workspace: this.workspace(now),
      freshness: {
        ageMs: status.newest === 0 ? null : Math.max(0, Date.now() - status.newest),
        oldestUnfoldedMs:
          status.oldestUnfolded === 0 ? 0 : Math.max(0, Date.now() - status.oldestUnfolded),
        accepted: status.accepted,
        folded: status.folded,
        parked: status.parked,
      },
      coverage: window.coverage((p, subject, at) => {
        const identity = this.reader.identity(p, subject);
        return people.customerAt(identity, this.reader.named(p, subject), at) >= 0;
      }, people.version),
      satisfaction: this.satisfaction.latest ?? before.satisfaction,
      windowMs: window.lengthMs,
      pulse: this.history.pulse ?? before.pulse,
      services: serviceViews(
        this.reader.slices,
        window.totals(),
        this.control.state.services,
        (id) => this.control.state.service(id),
        this.health.reports(),
      ),
      incidents: await this.incidents(before, now, keepsUp(status)),
      ...(detection && { detection }),
    };
  }

  private workspace(now: number): LiveView['workspace'] {
    const { workspace: id, demo } = this.env;
    const { story, tells } = this.stories;
    return {
      id,
      demo: tells ? (story?.scenario ?? demo ?? null) : null,
      story: story && storyView(story, now),
    };
  }

  private async incidents(
    before: LiveView,
    now: number,
    keepsUp: boolean,
  ): Promise<IncidentView[]> {
    const shown = [...this.control.state.incidents.values()]
      .filter(({ resolvedAt }) => resolvedAt === null || resolvedAt > now - shownAfterEndMs)
      .map(viewOf);
    this.impact.forgetIdle(new Set(shown.map(({ id }) => id)));
    const views = await Promise.all(shown.map((incident) => this.incident(before, incident)));
    if (!keepsUp) for (const view of views) view.impact = { ...view.impact, complete: false };
    return views.sort((a, b) => b.onset - a.onset);
  }

  private async incident(before: LiveView, incident: Incident): Promise<IncidentView> {
    const known = before.incidents.find(({ id }) => id === incident.id);
    const published = known ?? (await this.store.published(incident.id));
    const counted = await this.impact.impactOf(incident, {}, peaksOf(published, incident));
    // while a worker that has just started catches up, the last whole count is nearer the truth
    const same = published?.generation === incident.generation;
    // while it is being worked out, what was published is nearer than nothing
    const expected =
      this.history.latest(incident) ?? (same ? expectedOf(published.impact) : undefined);
    const impact = { ...counted, ...expected };
    if (!impact.complete && same && published.impact.complete) {
      return { ...incident, impact: { ...published.impact, complete: false } };
    }
    if (!impact.complete && same && published.impact.users.ever > impact.users.ever) {
      return { ...incident, impact: { ...published.impact, complete: false } };
    }
    return { ...incident, impact };
  }
}
