import { WireReader } from './protobuf.js';
import {
  MalformedExport,
  type Attributes,
  type AttributeValue,
  type ResourceSpans,
  type Span,
} from './spans.js';

/**
 * ExportTraceServiceRequest from protobuf, by the field numbers of opentelemetry-proto 1.x
 * (collector/trace/v1, trace/v1, resource/v1, common/v1), which are stable.
 */

const valueOf = (wire: WireReader): AttributeValue | undefined => {
  let value: AttributeValue | undefined;
  wire.fields({
    1: (w) => (value = w.string()),
    2: (w) => (value = w.bool()),
    3: (w) => (value = w.int()),
    4: (w) => (value = w.double()),
  });
  return value;
};

const addAttribute = (into: Attributes, wire: WireReader): void => {
  let key = '';
  let value: AttributeValue | undefined;
  wire.fields({
    1: (w) => (key = w.string()),
    2: (w) => (value = valueOf(w.message())),
  });
  if (value !== undefined) into.set(key, value);
};

export const resourceOf = (wire: WireReader): Attributes => {
  const attributes: Attributes = new Map();
  wire.fields({ 1: (w) => addAttribute(attributes, w.message()) });
  return attributes;
};

const statusOf = (wire: WireReader): number => {
  let code = 0;
  wire.fields({ 3: (w) => (code = w.uint()) });
  return code;
};

const spanOf = (wire: WireReader): Span => {
  const span: Span = {
    traceId: '',
    spanId: '',
    parentSpanId: '',
    traceState: '',
    flags: 0,
    name: '',
    kind: 0,
    start: 0,
    end: 0,
    attributes: new Map(),
    status: 0,
  };
  wire.fields({
    1: (w) => (span.traceId = w.hex()),
    2: (w) => (span.spanId = w.hex()),
    3: (w) => (span.traceState = w.string()),
    4: (w) => (span.parentSpanId = w.hex()),
    5: (w) => (span.name = w.string()),
    6: (w) => (span.kind = w.uint()),
    7: (w) => (span.start = w.nanosAsMs()),
    8: (w) => (span.end = w.nanosAsMs()),
    9: (w) => addAttribute(span.attributes, w.message()),
    15: (w) => (span.status = statusOf(w.message())),
    16: (w) => (span.flags = w.fixed32()),
  });
  return span;
};

const resourceSpansOf = (wire: WireReader): ResourceSpans => {
  const found: ResourceSpans = { resource: new Map(), spans: [] };
  wire.fields({
    1: (w) => (found.resource = resourceOf(w.message())),
    2: (w) => w.message().fields({ 2: (scope) => found.spans.push(spanOf(scope.message())) }),
  });
  return found;
};

/** Throws MalformedExport. */
export const tracesOfProtobuf = (bytes: Buffer): ResourceSpans[] => {
  const found: ResourceSpans[] = [];
  try {
    new WireReader(bytes).fields({ 1: (w) => found.push(resourceSpansOf(w.message())) });
  } catch (error) {
    if (error instanceof MalformedExport) {
      throw new MalformedExport(`the body is not an OTLP protobuf message: ${error.message}`);
    }
    throw error;
  }
  return found;
};
