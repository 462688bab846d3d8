import { Module } from '@nestjs/common';
import { WorkerService } from './jobs/worker.service.js';
import { TrimService } from './operations/trim.service.js';

/** The role `worker`: folds partitions, assesses, trims. */
@Module({ providers: [WorkerService, TrimService] })
export class WorkerModule {}
