import { z } from 'zod';
import { limits } from './signals.js';

/**
 * `ingest` sends signals; `read` sees views and incidents; `manage` does everything. `beacon` stands
 * in a page for all to read: it sends what a page met (`POST /api/v1/beacon`), and does nothing else.
 */
export const permissions = ['ingest', 'read', 'manage', 'beacon'] as const;
export const Permission = z.enum(permissions);
export type Permission = z.infer<typeof Permission>;

/** A page's origin as browsers send it: scheme, host and, where it is none of the usual ones, port. */
export const Origin = z
  .string()
  .max(limits.url)
  .regex(
    /^https?:\/\/[a-z0-9.[\]:-]+$/,
    'send an origin such as "https://shop.example": in small letters, without a path',
  );

export const CreateKey = z
  .object({
    name: z.string().min(1).max(limits.name),
    permissions: z.array(Permission).min(1).default(['ingest']),
    /** Of a beacon key: the only pages that may use it; left out or empty: any. */
    origins: z.array(Origin).max(50).optional(),
  })
  .refine(({ permissions: given }) => !given.includes('beacon') || given.length === 1, {
    path: ['permissions'],
    message: 'make a key of its own for pages: whatever else it might do, every visitor could',
  })
  .refine(({ permissions: given, origins = [] }) => origins.length === 0 || given[0] === 'beacon', {
    path: ['origins'],
    message: 'leave it out, or ask for the permission "beacon": other keys belong in no page',
  });

/** A key as it is listed; the secret itself is shown once, when it is made. Times: epoch ms. */
export const AccessKey = z.object({
  id: z.string(),
  name: z.string(),
  permissions: z.array(Permission),
  /** Of a beacon key: the pages that may use it; empty: any. */
  origins: z.array(z.string()),
  createdAt: z.number(),
  revokedAt: z.number().nullable(),
});
export type AccessKey = z.infer<typeof AccessKey>;

export const CreatedKey = AccessKey.extend({ key: z.string() });
export type CreatedKey = z.infer<typeof CreatedKey>;
