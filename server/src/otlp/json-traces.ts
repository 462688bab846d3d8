import {
  MalformedExport,
  type Attributes,
  type AttributeValue,
  type ResourceSpans,
  type Span,
} from './spans.js';

/**
 * ExportTraceServiceRequest from JSON (opentelemetry.io/docs/specs/otlp, "JSON Protobuf Encoding"):
 * 64-bit numbers may be texts, ids are hex, enums numbers (names are understood, too). What is not
 * there, or of another type, reads as protobuf's default; what is not known is passed over.
 */

type Fields = Record<string, unknown>;

export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

export const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? (value as unknown[]) : [];

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const number = (value: unknown): number => {
  const found = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof found === 'number' && Number.isFinite(found) ? found : 0;
};

const kinds = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];
const statuses = ['UNSET', 'OK', 'ERROR'];

const enumeration = (value: unknown, prefix: string, names: readonly string[]): number =>
  typeof value === 'string' && value.startsWith(prefix)
    ? Math.max(0, names.indexOf(value.slice(prefix.length)))
    : number(value);

const valueOf = (value: unknown): AttributeValue | undefined => {
  const { stringValue, boolValue, intValue, doubleValue } = fieldsOf(value);
  if (typeof stringValue === 'string') return stringValue;
  if (typeof boolValue === 'boolean') return boolValue;
  const found = intValue ?? doubleValue;
  return found === undefined ? undefined : number(found);
};

export const attributesOf = (list: unknown): Attributes => {
  const found: Attributes = new Map();
  for (const each of listOf(list)) {
    const { key, value } = fieldsOf(each);
    const known = valueOf(value);
    if (known !== undefined) found.set(text(key), known);
  }
  return found;
};

const spanOf = (value: unknown): Span => {
  const span = fieldsOf(value);
  return {
    traceId: text(span['traceId']).toLowerCase(),
    spanId: text(span['spanId']).toLowerCase(),
    parentSpanId: text(span['parentSpanId']).toLowerCase(),
    traceState: text(span['traceState']),
    flags: number(span['flags']),
    name: text(span['name']),
    kind: enumeration(span['kind'], 'SPAN_KIND_', kinds),
    start: number(span['startTimeUnixNano']) / 1e6,
    end: number(span['endTimeUnixNano']) / 1e6,
    attributes: attributesOf(span['attributes']),
    status: enumeration(fieldsOf(span['status'])['code'], 'STATUS_CODE_', statuses),
  };
};

const resourceSpansOf = (value: unknown): ResourceSpans => {
  const { resource, scopeSpans } = fieldsOf(value);
  return {
    resource: attributesOf(fieldsOf(resource)['attributes']),
    spans: listOf(scopeSpans).flatMap((scope) => listOf(fieldsOf(scope)['spans']).map(spanOf)),
  };
};

/** Throws MalformedExport. */
export const parsed = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new MalformedExport('the body is not JSON');
  }
};

/** Throws MalformedExport. */
export const tracesOfJson = (bytes: Buffer): ResourceSpans[] => {
  const { resourceSpans } = fieldsOf(parsed(bytes));
  if (resourceSpans !== undefined && !Array.isArray(resourceSpans)) {
    throw new MalformedExport('"resourceSpans" is not a list');
  }
  return listOf(resourceSpans).map(resourceSpansOf);
};
