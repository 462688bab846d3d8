import { Global, Module, type DynamicModule } from '@nestjs/common';
import { AssessService } from './assess/assess.service.js';
import type { Clock } from './clock/clock.js';
import { wallClock } from './clock/clock.service.js';
import type { Env } from './config/env.js';
import { StoryClock } from './demo/story-clock.service.js';
import { StoryStore } from './demo/story.store.js';
import { ControlLog } from './control/control-log.store.js';
import { CellsReader } from './detection/cells.reader.js';
import { DetectionService } from './detection/detection.service.js';
import { UnusualReader } from './detection/unusual.reader.js';
import { VitalsStore } from './detection/vitals.store.js';
import { DaysReader } from './detection/days.reader.js';
import { MemoryService } from './detection/memory.service.js';
import { WeeksStore } from './detection/weeks.store.js';
import { FindingsStore } from './detection/findings.store.js';
import { DirectoryReader } from './directory/directory.reader.js';
import { DirectoryStore } from './directory/directory.store.js';
import { Estimator } from './history/estimator.service.js';
import { HistoryReader } from './history/history.reader.js';
import { HistoryService } from './history/history.service.js';
import { BuyersReader } from './lost/buyers.reader.js';
import { CatchUp } from './impact/catch-up.service.js';
import { ImpactService } from './impact/impact.service.js';
import { LogReader } from './impact/log.reader.js';
import { JobQueues } from './jobs/job-queues.service.js';
import { SeverityRater } from './incidents/severity-rater.service.js';
import { CurveStore } from './live/curve.store.js';
import { HealthReader } from './live/health.reader.js';
import { LiveViewStore } from './live/live-view.store.js';
import { LogStatusReader } from './operations/log-status.reader.js';
import type { RedisClient } from './redis/connection.redis.js';
import { keysOf, type WorkspaceKeys } from './redis/keys.js';
import { HourReader } from './satisfaction/hour.reader.js';
import { PastReader } from './satisfaction/past.reader.js';
import { SatisfactionService } from './satisfaction/satisfaction.service.js';
import { StatementsReader } from './satisfaction/statements.reader.js';
import { SeriesReader } from './series/series.reader.js';
import { CohortStore } from './reviews/cohort.store.js';
import { ContactsReader } from './reviews/contacts.reader.js';
import { FactsService } from './reviews/facts.service.js';
import { ReviewFreezer } from './reviews/freezer.service.js';
import { ReturnService } from './reviews/return.service.js';
import { CustomerVisits } from './reviews/visits.reader.js';
import { ServicesReader } from './services/services.reader.js';
import { SamplingReader } from './sources/sampling.reader.js';
import { SourceRegistry } from './sources/source-registry.service.js';
import { SourcesStore } from './sources/sources.store.js';
import { CLOCK, ENV, KEYS, REDIS, STORY_CLOCK } from './tokens.js';

/** A demo takes the keys of its house: who may read ours may read it. */
const keysFor = ({ workspace }: Env): WorkspaceKeys => ({
  ...keysOf(workspace),
  accessKeys: keysOf('main').accessKeys,
});

/** What both roles share: the connection, the logs' readers, the stores. */
@Global()
@Module({})
export class CoreModule {
  static with(env: Env, redis: RedisClient): DynamicModule {
    const story = env.basePath === '' ? null : new StoryClock();
    const clock: Clock = story ?? wallClock;
    const values = [
      { provide: ENV, useValue: env },
      { provide: REDIS, useValue: redis },
      { provide: KEYS, useValue: keysFor(env) },
      { provide: CLOCK, useValue: clock },
      { provide: STORY_CLOCK, useValue: story },
    ];
    const classes = [
      StoryStore,
      ControlLog,
      ServicesReader,
      DirectoryStore,
      DirectoryReader,
      LogReader,
      HealthReader,
      CurveStore,
      SeverityRater,
      ImpactService,
      CatchUp,
      Estimator,
      HistoryReader,
      HistoryService,
      BuyersReader,
      SeriesReader,
      LogStatusReader,
      HourReader,
      PastReader,
      StatementsReader,
      SatisfactionService,
      CohortStore,
      ContactsReader,
      CustomerVisits,
      FactsService,
      ReturnService,
      ReviewFreezer,
      LiveViewStore,
      FindingsStore,
      CellsReader,
      DetectionService,
      UnusualReader,
      VitalsStore,
      DaysReader,
      WeeksStore,
      MemoryService,
      JobQueues,
      AssessService,
      SourcesStore,
      SamplingReader,
      SourceRegistry,
    ];
    return {
      module: CoreModule,
      providers: [...values, ...classes],
      exports: [...values.map(({ provide }) => provide), ...classes],
    };
  }
}
