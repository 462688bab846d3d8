import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { createServer as createRaw, type AddressInfo, type Server as RawServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { ProbeInput, ProbeResult } from '@rollcall/shared';
import { selfSigned, type Certificate } from './certificate.fixture.js';
import { lookAt } from './look.net.js';
import { describeProbe } from './probe.js';
import { verdictOf } from './verdict.js';

/** Probes look at real servers, which misbehave in the ways that servers do. */

const day = 86_400_000;

describe('a look at a site', () => {
  const servers = new Set<RawServer>();
  const cut: (() => void)[] = [];

  const listening = async (server: RawServer): Promise<number> => {
    servers.add(server);
    server.on('connection', (socket) => cut.push(() => socket.destroy()));
    server.on('tlsClientError', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  afterEach(() => {
    for (const one of cut.splice(0)) one();
    for (const server of servers) server.close();
    servers.clear();
  });

  const site = async (handle: RequestListener): Promise<string> =>
    `http://127.0.0.1:${await listening(createServer(handle))}/`;
  const secureSite = async (certificate: Certificate, handle: RequestListener): Promise<string> =>
    `https://localhost:${await listening(createSecure(certificate, handle))}/`;

  const check = async (url: string, over: Partial<ProbeInput> = {}): Promise<ProbeResult> => {
    const described = describeProbe('p', { name: 'p', url, service: 's', slowMs: 9_000, ...over });
    if (!described.ok) throw new Error(described.error.detail);
    return verdictOf(described.value, await lookAt(described.value));
  };
  const hello: RequestListener = (_, response) => response.end('Hello, world');

  it('is up when status and text are as expected', async () => {
    const found = await check(await site(hello), { expectText: 'world' });
    expect(found).toMatchObject({ status: 'up', httpStatus: 200, reason: null });
    expect(found.latencyMs).toBeGreaterThanOrEqual(0);
    expect(Date.now() - found.at).toBeLessThan(60_000);
  });

  it('is down on another status or text, and sends HEAD where asked to', async () => {
    const url = await site((request, response) => {
      response.statusCode = request.method === 'HEAD' ? 204 : 500;
      response.end('broken');
    });
    expect(await check(url)).toMatchObject({ status: 'down', httpStatus: 500 });
    expect(await check(url, { expectStatus: '500', expectText: 'fine' })).toMatchObject({
      status: 'down',
      reason: expect.stringContaining('"fine" is not in'),
    });
    expect(await check(url, { method: 'HEAD' })).toMatchObject({ status: 'up', httpStatus: 204 });
  });

  it('is degraded when it is slow', async () => {
    const url = await site((_, response) => void setTimeout(() => response.end(), 60));
    expect(await check(url, { slowMs: 5 })).toMatchObject({
      status: 'degraded',
      reason: expect.stringMatching(/^it took \d+ ms, more than 5 ms$/),
    });
  });

  it('ends in time when no answer comes, or comes by drops', async () => {
    const mute = await site(() => undefined);
    expect(await check(mute, { timeoutMs: 150 })).toMatchObject({
      status: 'down',
      latencyMs: null,
      reason: expect.stringContaining('while waiting for its answer'),
    });
    const dripping = await site((_, response) => {
      const drip = setInterval(() => response.write('.'), 5);
      response.once('close', () => clearInterval(drip));
    });
    expect(await check(dripping, { timeoutMs: 150 })).toMatchObject({
      status: 'down',
      reason: expect.stringContaining('while its answer came in'),
    });
  });

  it('reads the first 256 KB of an answer without end, and hangs up', async () => {
    let closed = false;
    const endless = await site((_, response) => {
      const pour = (): void => {
        while (!closed && response.write('x'.repeat(10_000)));
      };
      response.on('drain', pour).once('close', () => (closed = true));
      response.write('begin');
      pour();
    });
    expect(await check(endless, { expectText: 'begin' })).toMatchObject({ status: 'up' });
    const late = await site((_, response) => response.end(`${'x'.repeat(262_140)}late!`));
    expect(await check(late, { expectText: 'late' })).toMatchObject({ status: 'up' });
    expect(await check(late, { expectText: 'late!' })).toMatchObject({ status: 'down' });
  });

  it('reads packed answers, as large as they may unpack to', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from('begin'), Buffer.alloc(50_000_000)]));
    const packed = await site((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(bomb);
    });
    expect(await check(packed, { expectText: 'begin' })).toMatchObject({ status: 'up' });
    const broken = await site((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end('this is no gzip');
    });
    expect(await check(broken)).toMatchObject({
      status: 'down',
      reason: 'its answer could not be unpacked',
    });
  });

  it('follows five redirects, no more, and none that is expected', async () => {
    const url = await site(({ url: path }, response) => {
      const left = Number(path!.slice(1));
      if (left > 0) response.writeHead(302, { location: `/${left - 1}` });
      response.end();
    });
    expect(await check(`${url}5`)).toMatchObject({ status: 'up', httpStatus: 200 });
    expect(await check(`${url}6`)).toMatchObject({
      status: 'down',
      reason: 'it redirects more than 5 times',
    });
    expect(await check(`${url}6`, { expectStatus: '302' })).toMatchObject({ httpStatus: 302 });
    const away = await site((_, response) => {
      response.writeHead(301, { location: 'ftp://files.example/' }).end();
    });
    expect(await check(away)).toMatchObject({
      status: 'down',
      reason: expect.stringContaining('no http or https address'),
    });
  });

  it.each(['http://169.254.169.254/', 'http://[fe80::1]/', 'http://[::ffff:169.254.169.254]/'])(
    'never asks %s, directly or by redirect',
    async (forbidden) => {
      const refused = { status: 'down', reason: expect.stringContaining('link-local') };
      expect(await check(forbidden)).toMatchObject(refused);
      const leading = await site((_, response) => {
        response.writeHead(302, { location: forbidden }).end();
      });
      expect(await check(leading)).toMatchObject(refused);
    },
  );

  it('says what keeps it from an answer', async () => {
    const port = await listening(createRaw((socket) => socket.end('SSH-2.0-OpenSSH\r\n')));
    const gone = await listening(createRaw());
    for (const server of servers)
      if ((server.address() as AddressInfo).port === gone) server.close();
    const abrupt = await listening(createRaw((socket) => socket.destroy()));
    const reasons = await Promise.all(
      [
        `http://127.0.0.1:${gone}/`,
        `http://127.0.0.1:${port}/`,
        `https://127.0.0.1:${port}/`,
        `http://127.0.0.1:${abrupt}/`,
        'http://no-such-host.invalid/',
      ].map(async (url) => (await check(url)).reason),
    );
    expect(reasons).toEqual([
      'nothing listens there: the connection was refused',
      'what it answers is not HTTP',
      'it does not speak TLS there, or none that we speak',
      'it broke the connection off',
      expect.stringMatching(/its name (is not known|could not be looked up)/),
    ]);
  });

  it('takes no certificate that nobody vouches for, unless told to', async () => {
    const url = await secureSite(selfSigned(Date.now() + 90 * day), hello);
    expect(await check(url)).toMatchObject({
      status: 'down',
      reason: 'nobody vouches for its certificate: it is self-signed',
      remedy: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
    const told = await check(url, { anyCertificate: true, expectText: 'Hello' });
    expect(told).toMatchObject({ status: 'up', httpStatus: 200 });
    expect(told.certificateEndsAt! - Date.now()).toBeGreaterThan(89 * day);
  });

  it('warns of a certificate that ends soon, and is down once it has', async () => {
    const soon = await secureSite(selfSigned(Date.now() + 5.5 * day), hello);
    expect(await check(soon, { anyCertificate: true })).toMatchObject({
      status: 'degraded',
      reason: 'the certificate ends in 5 days',
    });
    const over = await secureSite(selfSigned(Date.now() - 2.5 * day), hello);
    expect(await check(over, { anyCertificate: true })).toMatchObject({
      status: 'down',
      reason: 'the certificate ended 2 days ago',
    });
  });

  it('ends in time when encryption is never agreed on', async () => {
    const port = await listening(createRaw(() => undefined));
    expect(await check(`https://127.0.0.1:${port}/`, { timeoutMs: 150 })).toMatchObject({
      status: 'down',
      reason: expect.stringContaining('while agreeing on encryption'),
    });
  });
});
