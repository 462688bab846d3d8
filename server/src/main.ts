import 'reflect-metadata';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pino, { type Logger } from 'pino';
import { ApiModule } from './api.module.js';
import { readEnv, type Env } from './config/env.js';
import { CoreModule } from './core.module.js';
import { startApi } from './http/api.http.js';
import { armFault } from './operations/faults.process.js';
import { LOG } from './operations/log.js';
import { connectRedis, untilReady } from './redis/connection.redis.js';
import { claimWorkspace } from './redis/workspace.redis.js';
import { WorkerModule } from './worker.module.js';

/** Starts the roles that the environment names, and ends them when asked. */

@Module({})
class AppModule {
  static with(env: Env, core: DynamicModule, log: Logger): DynamicModule {
    const logging = { provide: LOG, useValue: log };
    return {
      module: AppModule,
      global: true,
      imports: [
        core,
        ...(env.roles.includes('api') ? [ApiModule] : []),
        ...(env.roles.includes('worker') ? [WorkerModule] : []),
      ],
      providers: [logging],
      exports: [LOG],
    };
  }
}

const start = async (env: Env, log: Logger): Promise<void> => {
  armFault(env.fault);
  const redis = connectRedis(env.redisUrl);
  await untilReady(redis);
  await claimWorkspace(redis, env);
  const root = AppModule.with(env, CoreModule.with(env, redis), log);
  const app = env.roles.includes('api')
    ? await startApi(root, env, log)
    : await NestFactory.createApplicationContext(root, { logger: ['error', 'warn'] });
  log.info({ roles: env.roles, port: env.port }, 'started');

  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(0), 2_000).unref();
    app
      .close()
      .catch(() => undefined)
      .finally(() => {
        redis.disconnect();
        process.exit(0);
      });
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  // whoever started us is gone
  process.on('disconnect', end);
};

let env: Env;
try {
  env = readEnv(process.env);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
const log = pino({ level: env.logLevel, base: { roles: env.roles.join(',') } });
start(env, log).catch((error: unknown) => {
  const { message } = error as Error;
  log.fatal({ err: error }, message);
  console.error(message);
  process.exit(1);
});
