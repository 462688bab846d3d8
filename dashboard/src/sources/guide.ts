import type { Permission } from '@rollcall/shared';

/** The ways to connect something, as the first-run guide offers them. */
export const ways = ['curl', 'otel', 'beacon'] as const;
export type Way = (typeof ways)[number];

/** A page's key stands in the page for all to read, so it is one that can do nothing else. */
export const permissionFor = (way: Way): Permission => (way === 'beacon' ? 'beacon' : 'ingest');

/** Stands in a snippet until there is a key. */
const placeholder = 'YOUR-KEY';

const snippets: Record<Way, (address: string, key: string) => string[]> = {
  curl: (address, key) => [
    `curl ${address}/api/v1/signals \\`,
    `  -H "Authorization: Bearer ${key}" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '{"kind":"interaction","at":'$(date +%s000)',`,
    `       "service":"play","region":"DE","channel":"web",`,
    `       "user":"u-1","customer":"c-1","outcome":"ok"}'`,
  ],
  otel: (address, key) => [
    `export OTEL_SERVICE_NAME="play"`,
    `export OTEL_TRACES_EXPORTER="otlp"`,
    `export OTEL_EXPORTER_OTLP_PROTOCOL="http/protobuf"`,
    `export OTEL_EXPORTER_OTLP_ENDPOINT="${address}/otlp"`,
    `export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer%20${key}"`,
  ],
  beacon: (address, key) => [
    `<script src="${address}/sdk.js"`,
    `  data-key="${key}"`,
    `  data-service="play" data-region="DE" async></script>`,
  ],
};

/**
 * What to paste, ready to work.
 *
 * @param address where this Rollcall answers, without a slash at the end
 */
export const snippetOf = (way: Way, address: string, key: string | undefined): string =>
  snippets[way](address, key ?? placeholder).join('\n');
