/** What an OTLP trace export says, as far as it is used here; the same from JSON and protobuf. */

export type AttributeValue = string | number | boolean;

/** Attributes by name; lists and maps are left out. */
export type Attributes = Map<string, AttributeValue>;

export interface Span {
  /** Lower-case hex, as it came. */
  traceId: string;
  spanId: string;
  /** '' for a root. */
  parentSpanId: string;
  traceState: string;
  /** W3C trace flags in the low byte; 0x100: it is known whether the parent is remote; 0x200: it is. */
  flags: number;
  name: string;
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer; 0 not said. */
  kind: number;
  /** Epoch ms, with fractions; 0 when not given. */
  start: number;
  end: number;
  attributes: Attributes;
  /** 0 unset, 1 ok, 2 error. */
  status: number;
}

export const spanKind = { internal: 1, server: 2, client: 3 } as const;
export const statusError = 2;

export const flagHasIsRemote = 0x100;
export const flagIsRemote = 0x200;

/** The spans of one process. */
export interface ResourceSpans {
  resource: Attributes;
  spans: Span[];
}

/** The body is not what its content type says, in words for the sender's log. */
export class MalformedExport extends Error {}
