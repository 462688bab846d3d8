import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { probeLimits, type Probe } from '@rollcall/shared';
import { expects } from './probe.js';
import { allowedLookup, checkHost } from './reach.net.js';
import { explainTrouble, type Phase } from './trouble.js';
import type { Look } from './verdict.js';

/** What is known so far of a look that is under way. */
interface Progress {
  phase: Phase;
  httpStatus: number | null;
  certificateEndsAt: number | null;
}

const redirects = new Set([301, 302, 303, 307, 308]);

/** One request, on a connection of its own: a kept one would not see that no new ones are taken. */
const ask = (
  url: URL,
  probe: Probe,
  progress: Progress,
  signal: AbortSignal,
): Promise<IncomingMessage> => {
  checkHost(url.hostname);
  progress.phase = 'name';
  const secure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const request = (secure ? requestHttps : requestHttp)(url, {
      method: probe.method,
      agent: false,
      signal,
      lookup: allowedLookup,
      rejectUnauthorized: !probe.anyCertificate,
      headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'Rollcall-probe' },
    });
    request.once('socket', (socket) => {
      socket.once('lookup', () => (progress.phase = 'connect'));
      socket.once('connect', () => (progress.phase = secure ? 'tls' : 'answer'));
      socket.once('secureConnect', () => {
        progress.phase = 'answer';
        noteCertificate(socket as TLSSocket, progress);
      });
    });
    request.once('response', resolve);
    // stays for what goes wrong later: the reader of the answer hears of it, this one need not
    request.on('error', reject);
    request.end();
  });
};

/** Of several on the way, the one that ends first counts. */
const noteCertificate = (socket: TLSSocket, progress: Progress): void => {
  const endsAt = Date.parse(socket.getPeerCertificate().valid_to ?? '');
  if (Number.isNaN(endsAt)) return;
  progress.certificateEndsAt = Math.min(endsAt, progress.certificateEndsAt ?? Infinity);
};

const unpacked = (response: IncomingMessage): Readable => {
  const unpackers = { gzip: createGunzip, deflate: createInflate, br: createBrotliDecompress };
  const make = unpackers[response.headers['content-encoding'] as keyof typeof unpackers];
  // errors reach whoever reads the end of it
  return make ? pipeline(response, make(), () => undefined) : response;
};

/** The beginning of an answer, at most 256 KB; what would come after it is hung up on. */
const readText = async (response: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of unpacked(response)) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size >= probeLimits.body) break;
  }
  response.destroy();
  const bytes = Buffer.concat(chunks).subarray(0, probeLimits.body);
  const charset = /charset="?([\w-]+)/i.exec(response.headers['content-type'] ?? '')?.[1];
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString('utf8'); // a character set that nobody knows
  }
};

const failure = (code: string): Error => Object.assign(new Error(code), { code });

/** Where a redirect leads. */
const nextOf = (location: string, from: URL): URL => {
  let next: URL | undefined;
  try {
    next = new URL(location, from);
  } catch {
    // refused below
  }
  if (!next || !/^https?:$/.test(next.protocol)) throw failure('BAD_REDIRECT');
  return next;
};

/** Follows redirects, unless a redirect is what is expected. */
const walk = async (probe: Probe, progress: Progress, signal: AbortSignal): Promise<string> => {
  let url = new URL(probe.url);
  for (let followed = 0; ; followed++) {
    const response = await ask(url, probe, progress, signal);
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    const leads = redirects.has(status) && location !== undefined;
    if (leads && !expects(probe.expectStatus, status)) {
      response.destroy();
      if (followed >= probeLimits.redirects) throw failure('TOO_MANY_REDIRECTS');
      url = nextOf(location, url);
      continue;
    }
    progress.phase = 'body';
    progress.httpStatus = status;
    return readText(response);
  }
};

/** Looks at a site once, within the probe's timeout. Never throws: what goes wrong is what it found. */
export const lookAt = async (probe: Probe): Promise<Look> => {
  const at = Date.now();
  const started = performance.now();
  const progress: Progress = { phase: 'name', httpStatus: null, certificateEndsAt: null };
  const found: Pick<Look, 'trouble' | 'text'> = { trouble: null, text: null };
  const signal = AbortSignal.timeout(probe.timeoutMs);
  try {
    found.text = await walk(probe, progress, signal);
  } catch (error) {
    // a connection that we cut ourselves reports a cut connection
    const cause: unknown = signal.aborted ? signal.reason : error;
    found.trouble = explainTrouble(cause, progress.phase, probe.timeoutMs);
  }
  const { httpStatus, certificateEndsAt } = progress;
  const tookMs = Math.round(performance.now() - started);
  return { at, tookMs, httpStatus, certificateEndsAt, ...found };
};
