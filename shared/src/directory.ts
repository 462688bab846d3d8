import { z } from 'zod';
import { Currency } from './money.js';
import type { Route } from './route.js';
import { At, limits } from './signals.js';

/** Who pays, who uses, and what we know of them. */

export const customerTypes = ['consumer', 'business', 'reseller', 'internal'] as const;
/** `unknown`: a customer that only a signal has named so far. */
export const CustomerType = z.enum([...customerTypes, 'unknown']);
export type CustomerType = z.infer<typeof CustomerType>;

export const stages = ['visitor', 'registered', 'buyer', 'subscriber', 'former'] as const;
export const Stage = z.enum([...stages, 'unknown']);
export type Stage = z.infer<typeof Stage>;

const identity = z.string().min(1).max(limits.identity);

/** An amount in major units (12.99) and its ISO 4217 currency. */
export const Money = z.object({
  amount: z.number().min(0).max(1e12),
  currency: Currency,
});
export type Money = z.infer<typeof Money>;

/** A person who uses. `id` is itself one of the person's identities. */
export const UserInput = z.union([
  identity,
  z.object({ id: identity, aliases: z.array(identity).max(100).optional() }),
]);
export type UserInput = z.infer<typeof UserInput>;

/**
 * One customer as it is put. A field that is left out stays as it was; `null` clears it; `users`
 * replaces the list, and moves users who were another customer's.
 *
 * `validFrom` dates the change. Left out, it holds from the moment it arrives. For times before
 * anything was said of the customer (or user), the newest undated entry holds: a directory imported
 * after the failures, corrections included, gives the same numbers as one imported before them.
 */
export const CustomerInput = z.object({
  id: identity,
  name: z.string().max(limits.title).nullable().optional(),
  type: z.enum(customerTypes).optional(),
  stage: z.enum(stages).optional(),
  since: At.nullable().optional(),
  monthlyRevenue: Money.nullable().optional(),
  billedThrough: identity.nullable().optional(),
  language: z.string().max(35).nullable().optional(),
  region: z.string().max(limits.name).nullable().optional(),
  contact: z.unknown().optional(),
  consent: z.unknown().optional(),
  users: z.array(UserInput).max(10_000).optional(),
  validFrom: At.optional(),
});
export type CustomerInput = z.infer<typeof CustomerInput>;

export const CustomersAccepted = z.object({
  accepted: z.number().int().min(0),
  unchanged: z.number().int().min(0),
  rejected: z.array(
    z.object({
      index: z.number().int().min(0),
      code: z.string(),
      field: z.string().optional(),
      message: z.string(),
    }),
  ),
});
export type CustomersAccepted = z.infer<typeof CustomersAccepted>;

/** A user with every identity the directory knows of them. */
export const DirectoryUser = z.object({ id: z.string(), aliases: z.array(z.string()) });

/** A customer as the directory knows it now. Times are epoch milliseconds. */
export const Customer = z.object({
  id: z.string(),
  name: z.string().nullable(),
  type: CustomerType,
  stage: Stage,
  since: z.number().nullable(),
  monthlyRevenue: Money.nullable(),
  billedThrough: z.string().nullable(),
  language: z.string().nullable(),
  region: z.string().nullable(),
  contact: z.unknown(),
  consent: z.unknown(),
  users: z.array(DirectoryUser),
});
export type Customer = z.infer<typeof Customer>;

/** How much has been stated of who pays and who uses. */
export const DirectorySize = z.object({
  customers: z.number().int().min(0),
  /** Users that were stated to belong to a customer. */
  users: z.number().int().min(0),
});
export type DirectorySize = z.infer<typeof DirectorySize>;

export const directoryRoutes = {
  putCustomers: {
    method: 'PUT',
    path: '/api/v1/customers',
    permission: 'manage',
    summary: 'Add or change customers and their users: an array or NDJSON',
    body: z.array(CustomerInput),
    answer: CustomersAccepted,
    status: 200,
  },
  getCustomer: {
    method: 'GET',
    path: '/api/v1/customers/:id',
    permission: 'read',
    summary: 'One customer, as the directory knows it now',
    answer: Customer,
    status: 200,
  },
  getDirectorySize: {
    method: 'GET',
    path: '/api/v1/directory',
    permission: 'read',
    summary: 'How many customers and users the directory knows',
    answer: DirectorySize,
    status: 200,
  },
} as const satisfies Record<string, Route>;
