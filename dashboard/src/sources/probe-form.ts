import { probeLimits, type Probe, type ProbeInput } from '@rollcall/shared';

/** A site check as a form holds it: seconds where people think in seconds, '' where nothing is said. */
export interface ProbeForm {
  name: string;
  url: string;
  service: string;
  region: string;
  method: 'GET' | 'HEAD';
  intervalSeconds: number;
  timeoutSeconds: number;
  slowSeconds: number;
  expectStatus: string;
  expectText: string;
  anyCertificate: boolean;
}

export const emptyForm = (): ProbeForm => ({
  name: '',
  url: '',
  service: '',
  region: '',
  method: 'GET',
  intervalSeconds: 60,
  timeoutSeconds: 10,
  slowSeconds: 2,
  expectStatus: '200-299',
  expectText: '',
  anyCertificate: false,
});

export const formOf = (probe: Probe): ProbeForm => ({
  name: probe.name,
  url: probe.url,
  service: probe.service,
  region: probe.region ?? '',
  method: probe.method,
  intervalSeconds: probe.intervalMs / 1_000,
  timeoutSeconds: probe.timeoutMs / 1_000,
  slowSeconds: probe.slowMs / 1_000,
  expectStatus: probe.expectStatus,
  expectText: probe.expectText ?? '',
  anyCertificate: probe.anyCertificate,
});

const ms = (seconds: number): number => Math.round(seconds * 1_000);
const said = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

/** What a form asks the server for. Its checks are the server's: what is wrong with it comes back. */
export const inputOf = (form: ProbeForm): ProbeInput => ({
  name: form.name.trim() || hostOf(form.url),
  url: form.url.trim(),
  service: form.service.trim(),
  region: said(form.region),
  method: form.method,
  intervalMs: ms(form.intervalSeconds),
  // shortening the interval is meant to shorten it too, and needs no second field
  timeoutMs: Math.min(ms(form.timeoutSeconds), ms(form.intervalSeconds)),
  slowMs: ms(form.slowSeconds),
  expectStatus: said(form.expectStatus),
  expectText: form.expectText === '' ? undefined : form.expectText,
  anyCertificate: form.anyCertificate,
});

/** What a deleted probe is put back with. */
export const inputOfProbe = (probe: Probe): ProbeInput => inputOf(formOf(probe));

const hostOf = (url: string): string => {
  try {
    return new URL(url.trim()).host;
  } catch {
    return url.trim();
  }
};

/** An id for a new probe, made of its name or host, that none of the others has. */
export const idFor = ({ name, url }: ProbeForm, taken: readonly string[]): string => {
  const stem =
    (name.trim() || hostOf(url))
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 50)
      .replace(/^-+|-+$/g, '') || 'site';
  let id = stem;
  for (let n = 2; taken.includes(id); n++) id = `${stem}-${n}`;
  return id;
};

/** Seconds that the form takes; what fits together is for the server to say. */
export const bounds = {
  interval: [probeLimits.shortestIntervalMs / 1_000, probeLimits.longestIntervalMs / 1_000],
  timeout: [probeLimits.shortestTimeoutMs / 1_000, 60],
} as const;
