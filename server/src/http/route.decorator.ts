import {
  applyDecorators,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
} from '@nestjs/common';
import type { Permission, Route } from '@rollcall/shared';

const permissionKey = 'rollcall:permission';

const methods = {
  GET: RequestMethod.GET,
  POST: RequestMethod.POST,
  PUT: RequestMethod.PUT,
  DELETE: RequestMethod.DELETE,
} as const;

/** Handles a route of the shared contract: path, method, status and permission all come from there. */
export const Handles = (route: Route): MethodDecorator =>
  applyDecorators(
    RequestMapping({ path: route.path, method: methods[route.method] }),
    HttpCode(route.status),
    Requires(route.permission),
  );

/** What a caller must be allowed to do; `open` asks for no key. */
export const Requires = (permission: Permission | 'open'): MethodDecorator =>
  SetMetadata(permissionKey, permission);

export const requiredOf = (handler: object): Permission | 'open' | undefined =>
  Reflect.getMetadata(permissionKey, handler) as Permission | 'open' | undefined;
