import { Module } from '@nestjs/common';
import { RollUpService } from './history/roll-up.service.js';
import { WorkerService } from './jobs/worker.service.js';
import { TrimService } from './operations/trim.service.js';
import { ProbeRuns } from './probes/probe-runs.service.js';
import { ProbesStore } from './probes/probes.store.js';
import { SeriesRollUp } from './series/series-roll-up.service.js';
import { IngestModule } from './signals/ingest.module.js';

/** The role `worker`: folds partitions, assesses, rolls up, trims, checks probes. */
@Module({
  imports: [IngestModule],
  providers: [WorkerService, TrimService, RollUpService, SeriesRollUp, ProbeRuns, ProbesStore],
})
export class WorkerModule {}
