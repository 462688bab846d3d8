import { Cleanup } from '../harness/cleanup.js';
import { NativeRedis } from '../harness/native-redis.js';
import { postAll } from '../harness/stage.js';
import { Rollcall } from '../harness/rollcall.js';
import { until } from '../harness/until.js';
import type { Batch } from '../people/signals.js';

type Sent = Batch['signals'][number];

const minute = 60_000;
const hour = 60 * minute;
const slices = 20;
/** Tries a minute in each slice. */
const rates = [1, 20, 200];
const hoursAYear = 8_760;
const hoursOfMinutes = 72;

/** Latencies as they come: a median of 300 ms, a twentieth above 800. */
const latency = (): number => {
  const normal =
    Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  return Math.round(300 * Math.exp(0.6 * normal));
};

const attempt = (start: number, slice: number): Sent => ({
  kind: 'interaction',
  at: Math.floor(start + Math.random() * hour),
  service: `service-${slice % 5}`,
  region: 'US',
  channel: `channel-${Math.floor(slice / 5)}`,
  user: `u-${Math.floor(Math.random() * 20_000)}`,
  outcome: Math.random() < 0.02 ? 'failed' : 'ok',
  latencyMs: latency(),
});

/** Batches of an hour in which each slice is tried so often a minute. */
const hourOf = (start: number, rate: number): Batch[] => {
  const signals = Array.from({ length: slices * 60 * rate }, (_, i) => attempt(start, i % slices));
  return Array.from({ length: Math.ceil(signals.length / 1_000) }, (_, n) => ({
    idempotencyKey: `series-${rate}-${n}`,
    signals: signals.slice(n * 1_000, (n + 1) * 1_000),
  }));
};

const kb = (bytes: number): string => `${(bytes / 1_024).toFixed(0)} KB`;

/** What series take in Redis: real traffic of whole hours, read back from its keys. */
export const series = async (): Promise<string> => {
  const cleanup = new Cleanup();
  try {
    const redis = cleanup.add(await NativeRedis.start({ maxmemory: '2gb' }), (r) => r.stop());
    const start = async (role: 'api' | 'worker'): Promise<Rollcall> =>
      cleanup.add(
        await Rollcall.launch({ redis, role, env: { ROLLCALL_LOG_LEVEL: 'error' } }),
        (r) => r.stop(),
      );
    const [api] = await Promise.all([start('api'), start('worker')]);
    await api.ready('/readyz');
    const now = Math.floor(Date.now() / hour);
    const [client] = redis.masters;
    const bytesOf = async (grain: string, at: number): Promise<number> => {
      const sizes = await Promise.all(
        (await client.keys(`*{series}:${grain}:*`)).map((key) => client.hstrlen(key, String(at))),
      );
      return sizes.reduce((sum, each) => sum + each, 0);
    };
    const lines = [];
    for (const [i, rate] of rates.entries()) {
      const at = now - 2 - i;
      const sent = await postAll(api.client, hourOf(at * hour, rate));
      await until(
        'it is in the series',
        async () => {
          const answer = await api.client.call('getSeries', {
            query: { metric: 'interactions', from: at * hour, to: (at + 1) * hour, step: hour },
          });
          return answer.series[0].values[0] === sent;
        },
        { withinMs: 300_000 },
      );
      const [hours, minutes] = [await bytesOf('hours', at), await bytesOf('minutes', at)];
      lines.push(
        `${rate} a minute: ${(hours / slices).toFixed(0)} B a series and hour, ` +
          `${kb((hours / slices) * hoursAYear)} a year; ` +
          `${(minutes / slices / 60).toFixed(1)} B a minute, ${kb((minutes / slices) * hoursOfMinutes)} for three days`,
      );
    }
    return lines.join('\n  ');
  } finally {
    await cleanup.run();
  }
};
