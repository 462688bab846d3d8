import type { OtlpRule } from '@rollcall/shared';

/** Paths on which machines ask whether a service is well. */
const healthPaths = [
  '/health',
  '/health/*',
  '/healthz',
  '/healthz/*',
  '/healthcheck',
  '/_health',
  '/livez',
  '/live',
  '/readyz',
  '/ready',
  '/startupz',
  '/ping',
  '/status',
  '/metrics',
  '/actuator/*',
  '/-/healthy',
  '/-/ready',
];

/**
 * What holds where no rule of yours says otherwise: what machines ask is dropped; every service.name
 * is a service of its own; a region is only what was declared as the customer's, never the server's.
 */
export const defaultRules: readonly OtlpRule[] = [
  {
    name: 'health checks by address',
    match: { 'url.path': healthPaths },
    drop: 'health check',
  },
  {
    name: 'health checks by route',
    match: { 'http.route': healthPaths },
    drop: 'health check',
  },
  {
    name: 'health checks by who asks',
    match: {
      'user_agent.original': ['kube-probe/*', 'ELB-HealthChecker/*', 'GoogleHC/*', 'Prometheus/*'],
    },
    drop: 'health check',
  },
  {
    name: 'what browsers ask by themselves',
    match: { 'http.request.method': 'OPTIONS' },
    drop: 'CORS preflight',
  },
  { name: 'favicon', match: { 'url.path': '/favicon.ico' }, drop: 'favicon' },
  {
    name: 'connections that stay open',
    match: { 'http.response.status_code': '101' },
    drop: 'protocol upgrade',
  },
  { name: 'a service for each service.name', match: {}, service: '{service.name}' },
  { name: 'the region as declared', match: {}, region: '{rollcall.region}' },
  { name: "the customer's country", match: {}, region: '{client.geo.country_iso_code}' },
  {
    name: "the customer's country, as semconv has it",
    match: {},
    region: '{geo.country.iso_code}',
  },
  { name: 'the channel as declared', match: {}, channel: '{rollcall.channel}' },
  {
    name: 'who it is',
    match: {},
    user: ['enduser.id', 'user.id', 'enduser.pseudo.id'],
    customer: ['rollcall.customer'],
  },
];
