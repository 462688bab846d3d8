import type { CustomerInput } from '@rollcall/shared';
import type { Client } from '../harness/client.js';
import type { Cast } from './happenings.js';
import { directoryEntry, householdsOf, tagOf } from './households.js';
import type { Sender } from './sender.client.js';

const atOnce = 500;

/** Tells a server of a town: its services with their targets, then who pays and who uses. */
export const describeTown = async (
  cast: Cast,
  /** The scenario's beginning on the server's clock: tenure counts from there. */
  now: number,
  to: { client: Client; sender: Sender; stop: AbortSignal },
  /** Hears how many customers are told of so far. */
  told: (customers: number) => void = () => undefined,
): Promise<void> => {
  const { client, sender, stop } = to;
  const { world } = cast;
  for (const [id, service] of Object.entries(world.scenario.services)) {
    const { name, targetMs, objective, funnel } = service;
    const body = { name, latencyTargetMs: targetMs, objective, funnel };
    await sender.patiently(() => client.call('putService', { params: { id }, body }));
  }
  let customers: CustomerInput[] = [];
  let count = 0;
  const put = async (): Promise<void> => {
    const body = customers;
    customers = [];
    if (body.length === 0 || stop.aborted) return;
    await sender.patiently(() => client.call('putCustomers', { body }));
    told((count += body.length));
  };
  for (const household of householdsOf(world, tagOf(cast.id, cast.seed), cast.people)) {
    const entry = directoryEntry(world, household, now);
    if (entry) customers.push(entry);
    if (customers.length >= atOnce) await put();
  }
  await put();
};
