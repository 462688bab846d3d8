import { Body, Controller, Inject, Req, Res } from '@nestjs/common';
import { ok, routes, type Failure, type Rejection, type Result } from '@rollcall/shared';
import type { FastifyReply } from 'fastify';
import type { KnownRequest } from '../access/access.guard.js';
import type { OtlpBody } from '../http/body-parsers.http.js';
import { refuse, valueOf } from '../http/failure.exception.js';
import { Handles } from '../http/route.decorator.js';
import { IngestService } from '../signals/ingest.service.js';
import { digest } from '../signals/request.store.js';
import { SourceRegistry } from '../sources/source-registry.service.js';
import { exportAnswer } from './answer.js';
import { sourceNameOf } from './attributes.js';
import { Intake } from './intake.js';
import { tracesOfJson } from './json-traces.js';
import { OtlpRulesReader } from './otlp-rules.reader.js';
import { tracesOfProtobuf } from './protobuf-traces.js';
import { resourcesOfJson, resourcesOfProtobuf } from './resources.js';
import { MalformedExport, type Attributes, type ResourceSpans } from './spans.js';

/** POST /otlp/v1/traces, and the two that exporters send beside them. */
@Controller()
export class OtlpController {
  constructor(
    @Inject(IngestService) private readonly ingest: IngestService,
    @Inject(OtlpRulesReader) private readonly rules: OtlpRulesReader,
    @Inject(SourceRegistry) private readonly sources: SourceRegistry,
  ) {}

  @Handles(routes.postTraces)
  async traces(
    @Body() body: OtlpBody | undefined,
    @Req() request: KnownRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | string> {
    const exported = this.read<ResourceSpans>(request, body, tracesOfProtobuf, tracesOfJson);
    const intake = new Intake(exported, this.rules.compiled());
    const stored = await this.store(intake, body, request.caller?.id ?? '');
    const now = Date.now();
    const rejected = stored.ok ? stored.value : [];
    for (const report of intake.reports(rejected, now)) {
      if (stored.ok) this.sources.saw(report);
      else this.sources.saw({ ...unstored(stored.error), door: 'otlp', name: report.name });
    }
    valueOf(stored);
    return send(reply, body, rejected);
  }

  @Handles(routes.postMetrics)
  metrics(
    @Body() body: OtlpBody | undefined,
    @Req() request: KnownRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Buffer | string {
    return this.leaveAside('metrics', 'resourceMetrics', { body, request, reply });
  }

  @Handles(routes.postLogs)
  logs(
    @Body() body: OtlpBody | undefined,
    @Req() request: KnownRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Buffer | string {
    return this.leaveAside('logs', 'resourceLogs', { body, request, reply });
  }

  /** Resolves to the spans that could not be taken. */
  private async store(
    intake: Intake,
    body: OtlpBody | undefined,
    sender: string,
  ): Promise<Result<Rejection[]>> {
    const { body: interactions } = intake;
    if (interactions.values.length === 0) return ok([]);
    // an exporter sends the same bytes again when it has not heard an answer; under other rules they
    // would be split otherwise, so these belong to the request's name
    const bodyDigest = digest(body?.bytes ?? '');
    const stored = await this.ingest.ingest({
      body: interactions,
      bodyDigest,
      idempotencyKey: `otlp:${this.rules.version}:${bodyDigest}`,
      sender,
      anonymous: true,
    });
    if (stored.ok) return ok(stored.value.rejected);
    const { code, more } = stored.error;
    // none of it could be taken: sending it again would not help, and OTLP says so with a success
    return code === 'nothing_valid' ? ok((more?.['rejected'] ?? []) as Rejection[]) : stored;
  }

  private leaveAside(
    what: 'metrics' | 'logs',
    field: string,
    {
      body,
      request,
      reply,
    }: { body: OtlpBody | undefined; request: KnownRequest; reply: FastifyReply },
  ): Buffer | string {
    const resources = this.read<Attributes>(request, body, resourcesOfProtobuf, (bytes) =>
      resourcesOfJson(bytes, field),
    );
    const reason = `${what} are not used: set OTEL_${what.toUpperCase()}_EXPORTER=none`;
    for (const resource of resources) {
      const name = sourceNameOf({ resource });
      this.sources.saw({ door: 'otlp', name, dropped: { [reason]: 1 } });
    }
    return send(reply, body, []);
  }

  private read<T>(
    request: KnownRequest,
    body: OtlpBody | undefined,
    ofProtobuf: (bytes: Buffer) => T[],
    ofJson: (bytes: Buffer) => T[],
  ): T[] {
    if (body?.kind === 'ndjson') {
      return refuse({
        code: 'wrong_content_type',
        detail: 'OTLP comes as application/json or application/x-protobuf',
        field: 'Content-Type',
        remedy: 'set OTEL_EXPORTER_OTLP_PROTOCOL=http/json or http/protobuf',
      });
    }
    try {
      if (!body || body.bytes.length === 0) return [];
      return (body.kind === 'protobuf' ? ofProtobuf : ofJson)(body.bytes);
    } catch (error) {
      if (!(error instanceof MalformedExport)) throw error;
      const remedy = 'send what an OTLP/HTTP exporter sends, under its own Content-Type';
      const name = request.caller?.name ?? '';
      this.sources.saw({ door: 'otlp', name, error: { message: error.message, remedy } });
      return refuse({ code: 'invalid', detail: error.message, remedy });
    }
  }
}

const unstored = ({
  detail,
  remedy,
}: Failure): { error: { message: string; remedy?: string } } => ({
  error: { message: detail, ...(remedy === undefined ? {} : { remedy }) },
});

const send = (
  reply: FastifyReply,
  body: OtlpBody | undefined,
  rejected: readonly Rejection[],
): Buffer | string => {
  const first = rejected.at(0);
  const answer = exportAnswer(body?.kind === 'protobuf', rejected.length, first?.message ?? '');
  void reply.type(answer.type);
  return answer.body;
};
