import { z } from 'zod';
import { limits } from './signals.js';

/** `ingest` sends signals; `read` sees views and incidents; `manage` does everything. */
export const permissions = ['ingest', 'read', 'manage'] as const;
export const Permission = z.enum(permissions);
export type Permission = z.infer<typeof Permission>;

export const CreateKey = z.object({
  name: z.string().min(1).max(limits.name),
  permissions: z.array(Permission).min(1).default(['ingest']),
});

/** A key as it is listed; the secret itself is shown once, when it is made. Times: epoch ms. */
export const AccessKey = z.object({
  id: z.string(),
  name: z.string(),
  permissions: z.array(Permission),
  createdAt: z.number(),
  revokedAt: z.number().nullable(),
});
export type AccessKey = z.infer<typeof AccessKey>;

export const CreatedKey = AccessKey.extend({ key: z.string() });
export type CreatedKey = z.infer<typeof CreatedKey>;
