import type { z } from 'zod';
import type { Permission } from './access.js';

/** Path, permission, request and answer of one route. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  permission: Permission;
  summary: string;
  query?: z.ZodType;
  body?: z.ZodType;
  answer: z.ZodType;
  status: number;
}
