import {
  flagHasIsRemote,
  flagIsRemote,
  spanKind,
  type Attributes,
  type ResourceSpans,
  type Span,
} from './spans.js';

/** Operating systems of what people hold, as `os.name` or `os.type` has them. */
const handheld = /^(ios|ipados|tvos|android|watchos|roku)/i;

/** True when the process runs at the customer's: a browser, an app, a TV. */
export const isClientSide = (resource: Attributes): boolean =>
  resource.get('telemetry.sdk.language') === 'webjs' ||
  resource.has('browser.platform') ||
  resource.has('browser.brands') ||
  resource.has('device.model.identifier') ||
  handheld.test(String(resource.get('os.name') ?? resource.get('os.type') ?? ''));

/** Why a span is no entry; undefined when it is one. */
export type NoEntry = 'not an entry span' | 'called by another service';

/**
 * Entry spans: where a person's doing enters what is observed.
 *
 * On a server that is a SERVER span whose parent, if any, lies in another process we have not heard
 * of in this request: its caller is then the customer's device, or something in between. When the
 * caller's span came with it, the caller is a service (or an app) that speaks for itself.
 * At the customer's it is every request made (CLIENT), and the opening of a page (`documentLoad`);
 * other INTERNAL spans (a click, a timer) say nothing of whether it worked.
 */
export class Entries {
  private readonly here = new Set<string>();

  constructor(exported: readonly ResourceSpans[]) {
    for (const { spans } of exported) {
      for (const { traceId, spanId } of spans) this.here.add(traceId + spanId);
    }
  }

  refusalOf(span: Span, clientSide: boolean): NoEntry | undefined {
    if (clientSide) {
      const opened = span.kind === spanKind.internal && span.name === 'documentLoad';
      const entry = span.kind === spanKind.client || (opened && span.parentSpanId === '');
      return entry ? undefined : 'not an entry span';
    }
    if (span.kind !== spanKind.server) return 'not an entry span';
    if (span.parentSpanId === '') return undefined;
    const local = (span.flags & flagHasIsRemote) !== 0 && (span.flags & flagIsRemote) === 0;
    if (local) return 'not an entry span';
    return this.here.has(span.traceId + span.parentSpanId)
      ? 'called by another service'
      : undefined;
  }
}
