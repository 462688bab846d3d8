import { Module } from '@nestjs/common';
import { RollUpService } from './history/roll-up.service.js';
import { WorkerService } from './jobs/worker.service.js';
import { TrimService } from './operations/trim.service.js';

/** The role `worker`: folds partitions, assesses, rolls up, trims. */
@Module({ providers: [WorkerService, TrimService, RollUpService] })
export class WorkerModule {}
