import { Module } from '@nestjs/common';
import { Pressure } from '../operations/pressure.service.js';
import { IngestService } from './ingest.service.js';
import { RequestStore } from './request.store.js';
import { SignalLogStore } from './signal-log.store.js';

const ingest = [IngestService, SignalLogStore, RequestStore, Pressure];

/** The way into the raw log, for whoever has signals: the API's doors, and the worker's probes. */
@Module({ providers: ingest, exports: ingest })
export class IngestModule {}
