import type { ProbeView, SourceView } from '@rollcall/shared';
import { noon } from '../live/live.fixture.js';

/** Sources and site checks for specs: plain ones, with what the spec is about laid over them. */

export const aSource = (over: Partial<SourceView> = {}): SourceView => ({
  id: `${over.door ?? 'api'}:${over.name ?? 'shop'}`,
  door: 'api',
  name: 'shop',
  seenAt: noon,
  perMinute: 6,
  lastHour: [0, 6],
  accepted: 6,
  dropped: [],
  lagMs: { median: 40, p95: 90 },
  skewMs: 0,
  identified: 1,
  sampling: null,
  lastError: null,
  ...over,
});

export const aProbe = (over: Partial<ProbeView> = {}): ProbeView => ({
  id: 'shop',
  name: 'Shop',
  url: 'https://shop.example/',
  service: 'shop',
  region: null,
  method: 'GET',
  intervalMs: 60_000,
  timeoutMs: 10_000,
  slowMs: 2_000,
  expectStatus: '200-299',
  expectText: null,
  anyCertificate: false,
  last: null,
  since: null,
  certificateDays: null,
  results: [],
  ...over,
});
