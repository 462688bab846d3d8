import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access/access.guard.js';
import { AccessService } from './access/access.service.js';
import { KeysController } from './access/keys.controller.js';
import { SessionController } from './access/session.controller.js';
import { BeaconAccess } from './beacon/beacon-access.service.js';
import { BeaconController } from './beacon/beacon.controller.js';
import { DemoController } from './demo/demo.controller.js';
import { StoryController } from './demo/story.controller.js';
import { FindingsController } from './detection/findings.controller.js';
import { MaintenanceController } from './detection/maintenance.controller.js';
import { CustomersController } from './directory/customers.controller.js';
import { CustomersService } from './directory/customers.service.js';
import { ImpactAnswersController } from './impact/impact-answers.controller.js';
import { ImpactAnswers } from './impact/impact-answers.service.js';
import { LookupController } from './impact/lookup.controller.js';
import { RemarksReader } from './impact/remarks.reader.js';
import { IncidentLifeController } from './incidents/incident-life.controller.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { IncidentsService } from './incidents/incidents.service.js';
import { LiveTail } from './live/live-tail.service.js';
import { LiveController } from './live/live.controller.js';
import { LiveGateway } from './live/live.gateway.js';
import { DeadLetterStore } from './operations/dead-letter.store.js';
import { KeepFresh } from './operations/keep-fresh.service.js';
import { MetricsService } from './operations/metrics.service.js';
import { OperationsController } from './operations/operations.controller.js';
import { ProbesController } from './probes/probes.controller.js';
import { ProbesService } from './probes/probes.service.js';
import { ProbesStore } from './probes/probes.store.js';
import { OtlpRulesController } from './otlp/otlp-rules.controller.js';
import { OtlpRulesReader } from './otlp/otlp-rules.reader.js';
import { OtlpController } from './otlp/otlp.controller.js';
import { RestorationController } from './incidents/restoration.controller.js';
import { RestorationService } from './incidents/restoration.service.js';
import { ReviewsController } from './reviews/reviews.controller.js';
import { ReviewsService } from './reviews/reviews.service.js';
import { SeverityRuleController } from './incidents/severity-rule.controller.js';
import { SatisfactionController } from './satisfaction/satisfaction.controller.js';
import { SeriesController } from './series/series.controller.js';
import { SeriesService } from './series/series.service.js';
import { ServicesController } from './services/services.controller.js';
import { IngestModule } from './signals/ingest.module.js';
import { SignalsController } from './signals/signals.controller.js';
import { SourcesController } from './sources/sources.controller.js';

/** The role `api`: takes signals and decisions in, answers questions, serves pages and sockets. */
@Module({
  imports: [IngestModule],
  controllers: [
    SignalsController,
    BeaconController,
    CustomersController,
    LookupController,
    ImpactAnswersController,
    IncidentsController,
    FindingsController,
    MaintenanceController,
    IncidentLifeController,
    RestorationController,
    ReviewsController,
    SeverityRuleController,
    SeriesController,
    ServicesController,
    LiveController,
    SatisfactionController,
    KeysController,
    SessionController,
    OperationsController,
    SourcesController,
    ProbesController,
    StoryController,
    DemoController,
    OtlpController,
    OtlpRulesController,
  ],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    AccessService,
    BeaconAccess,
    CustomersService,
    IncidentsService,
    ImpactAnswers,
    RemarksReader,
    RestorationService,
    ReviewsService,
    ProbesService,
    SeriesService,
    ProbesStore,
    LiveTail,
    LiveGateway,
    DeadLetterStore,
    MetricsService,
    KeepFresh,
    OtlpRulesReader,
  ],
})
export class ApiModule {}
