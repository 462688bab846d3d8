import type { Attributes, AttributeValue, ResourceSpans, Span } from './spans.js';

/** Older names of semantic conventions, and the ones that rules use (semconv 1.23 and later). */
const newerNames = new Map(
  Object.entries({
    'http.method': 'http.request.method',
    'http.status_code': 'http.response.status_code',
    'http.url': 'url.full',
    'http.target': 'url.path',
    'http.scheme': 'url.scheme',
    'http.user_agent': 'user_agent.original',
    'http.host': 'server.address',
    'net.host.name': 'server.address',
    'deployment.environment': 'deployment.environment.name',
  }),
);

const withoutQuery = (path: string): string => /^[^?#]*/.exec(path)![0];

const pathOfUrl = (url: string): string | undefined =>
  /^[a-z][a-z+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1];

/**
 * A span's attributes as rules see them: its own before its resource's, older names beside the
 * newer ones, and `span.name` and `span.kind`. `url.path` never holds a query.
 */
export class SpanAttributes {
  constructor(
    private readonly span: Span,
    private readonly resource: Attributes,
  ) {}

  /** By either name, of attributes that were renamed. */
  get(asked: string): AttributeValue | undefined {
    const name = newerNames.get(asked) ?? asked;
    if (name === 'span.name') return this.span.name;
    if (name === 'span.kind') return kindNames[this.span.kind] ?? 'unspecified';
    if (name === 'url.path') return this.path();
    return this.plain(name);
  }

  /** As text; undefined where it is missing or empty. */
  text(name: string): string | undefined {
    const value = this.get(name);
    return value === undefined || value === '' ? undefined : String(value);
  }

  private plain(name: string): AttributeValue | undefined {
    const found = this.span.attributes.get(name) ?? this.resource.get(name);
    if (found !== undefined) return found;
    for (const older of olderNames.get(name) ?? []) {
      const value = this.span.attributes.get(older) ?? this.resource.get(older);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  private path(): string | undefined {
    const path = this.plain('url.path');
    if (typeof path === 'string') return withoutQuery(path);
    const url = this.plain('url.full');
    return typeof url === 'string' ? pathOfUrl(url) || '/' : undefined;
  }
}

const kindNames = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];

const olderNames = new Map<string, string[]>();
for (const [older, newer] of newerNames) {
  olderNames.set(newer, [...(olderNames.get(newer) ?? []), older]);
}

/** What the source is called: `service.name`, which SDKs always send. */
export const sourceNameOf = ({ resource }: Pick<ResourceSpans, 'resource'>): string => {
  const name = resource.get('service.name');
  return typeof name === 'string' && name.trim() !== '' ? name : 'unknown_service';
};
