import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api';
import { JsonTraceSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace';

/** Spans as the official SDK makes them, and the bodies its exporters send. */
export const officialSpans = (): ReadableSpan[] => {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': 'shop',
      'telemetry.sdk.language': 'nodejs',
    }),
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('spec');
  const root = tracer.startSpan(
    'GET /pay/:id',
    {
      kind: SpanKind.SERVER,
      startTime: [1_700_000_000, 123_456_789],
      attributes: {
        'http.route': '/pay/:id',
        'http.response.status_code': 503,
        'enduser.id': 'Zoë 🎉',
        ratio: 0.25,
        debt: -7,
        huge: 2 ** 52,
        cached: false,
        list: ['a', 'b'],
      },
    },
    ROOT_CONTEXT,
  );
  root.addEvent('boom', { 'exception.message': 'no' });
  root.setStatus({ code: SpanStatusCode.ERROR, message: 'no' });
  const child = tracer.startSpan(
    'SELECT',
    { kind: SpanKind.CLIENT },
    trace.setSpan(ROOT_CONTEXT, root),
  );
  child.end();
  root.end([1_700_000_000, 999_000_000]);
  const remote = trace.setSpanContext(ROOT_CONTEXT, {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    traceFlags: TraceFlags.SAMPLED,
    isRemote: true,
  });
  tracer.startSpan('GET /', { kind: SpanKind.SERVER }, remote).end();
  return exporter.getFinishedSpans();
};

export const protobufBody = (spans: ReadableSpan[]): Buffer =>
  Buffer.from(ProtobufTraceSerializer.serializeRequest(spans)!);

export const jsonBody = (spans: ReadableSpan[]): Buffer =>
  Buffer.from(JsonTraceSerializer.serializeRequest(spans)!);
