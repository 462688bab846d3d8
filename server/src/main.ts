import 'reflect-metadata';
import type { Server } from 'node:http';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pino, { type Logger } from 'pino';
import { ApiModule } from './api.module.js';
import { readEnv, type Env } from './config/env.js';
import { CoreModule } from './core.module.js';
import { DemoHost } from './demo/demo-host.process.js';
import { OwnData } from './demo/own-data.service.js';
import { openApi } from './http/api.http.js';
import { FrontDoor } from './http/front-door.http.js';
import { armFault } from './operations/faults.process.js';
import { LOG } from './operations/log.js';
import { connectRedis, untilReady, type RedisClient } from './redis/connection.redis.js';
import { keysOf } from './redis/keys.js';
import { claimWorkspace } from './redis/workspace.redis.js';
import { DEMO } from './tokens.js';
import { WorkerModule } from './worker.module.js';

/** Starts the roles that the environment names, and ends them when asked. */

/** What all workspaces of a process share. */
interface House {
  redis: RedisClient;
  log: Logger;
  own: OwnData;
  demo: () => DemoHost;
}

@Module({})
class AppModule {
  static with(env: Env, { redis, log, own, demo }: House): DynamicModule {
    const shared = [
      { provide: LOG, useValue: log },
      { provide: OwnData, useValue: own },
      { provide: DEMO, useFactory: demo },
    ];
    return {
      module: AppModule,
      global: true,
      imports: [
        CoreModule.with(env, redis),
        ...(env.roles.includes('api') ? [ApiModule] : []),
        ...(env.roles.includes('worker') ? [WorkerModule] : []),
      ],
      providers: shared,
      exports: shared.map(({ provide }) => provide),
    };
  }
}

/** A workspace as it runs in this process; with the role `api` it has a server for the front door. */
interface Workspace {
  server?: Server;
  close(): Promise<void>;
}

const openWorkspace = async (env: Env, house: House): Promise<Workspace> => {
  const root = AppModule.with(env, house);
  if (env.roles.includes('api')) return openApi(root, env, house.log);
  return NestFactory.createApplicationContext(root, { logger: ['error', 'warn'] });
};

const start = async (env: Env, log: Logger): Promise<void> => {
  armFault(env.fault);
  const redis = connectRedis(env.redisUrl);
  await untilReady(redis);
  await claimWorkspace(redis, env);
  const own = new OwnData(redis, keysOf(env.workspace), env.partitions);
  await own.start();
  const demo: DemoHost<Workspace> = new DemoHost(env, redis, log, (demoEnv) =>
    openWorkspace(demoEnv, house),
  );
  const house: House = { redis, log, own, demo: () => demo };
  const main = await openWorkspace(env, house);
  const demoTried = demo.start();
  // who opens the wall in the first second is to see the demo
  if (env.demo !== undefined) await demoTried;
  let door: FrontDoor | undefined;
  if (main.server) {
    const behind = {
      main: main.server,
      demo: () => demo.current?.server,
      demoOpening: () => demo.opening,
    };
    door = new FrontDoor(behind, own);
    await door.listen(env.port, env.host);
  }
  log.info({ roles: env.roles, port: env.port }, 'started');

  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(0), 2_000).unref();
    door?.close();
    own.stop();
    Promise.all([demo.close(), main.close()])
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
