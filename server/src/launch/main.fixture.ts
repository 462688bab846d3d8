// A small stand-in for main.ts, for the launcher's specs: the API answers /readyz as long as Redis
// answers, and each role tells Redis that it lives and its log how it ended.
//   FIXTURE_FAILS=<role>      can't start
//   FIXTURE_STUBBORN=<role>   ends neither when asked nor when its starter is gone
import { createServer } from 'node:http';
import { Redis } from 'ioredis';

const {
  ROLLCALL_ROLES: role,
  REDIS_URL,
  PORT,
  HOST,
  FIXTURE_FAILS,
  FIXTURE_STUBBORN,
} = process.env;

if (FIXTURE_FAILS === role) {
  console.error('Error: the moon is in the wrong house');
  process.exit(3);
}

console.log(`REDIS_URL=${REDIS_URL}`);
const redis = new Redis(REDIS_URL ?? '', { maxRetriesPerRequest: null, retryStrategy: () => 20 });
redis.on('error', () => undefined);
redis.on('ready', () => void redis.hset('alive', role ?? '', process.pid));

if (role === 'api') {
  createServer((_request, response) => {
    redis.ping().then(
      () => response.end('ready'),
      () => response.writeHead(503).end(),
    );
  }).listen(Number(PORT), HOST);
}

if (FIXTURE_STUBBORN === role) {
  process.on('SIGTERM', () => undefined);
} else {
  process.on('disconnect', () => process.exit(0));
  process.on('SIGTERM', () => {
    void redis.rpush('ended', String(role)).then((place) => {
      console.log(`${role} ended as number ${place}`);
      process.exit(0);
    });
  });
}
