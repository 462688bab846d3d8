import type { Outcome } from '@rollcall/shared';
import { failureShare, type Outage } from './outage.js';
import type { Device, Member } from './party.js';
import type { Attempt, Person, Remark } from './person.js';
import { serviceRules, servicesOn, type ServiceName } from './places.js';
import type { Random } from './random.js';

/** What a person does in the hour and a quarter before `now`: tries, retries, switches, gives up. */

const minute = 60_000;
export const storyLength = 75 * minute;

/**
 * Nobody fails in here: whoever failed last is clearly failing or clearly unseen, and stays so while
 * the tests run.
 */
export const quiet = { from: 10.5 * minute, to: 1.5 * minute } as const;

interface Setting {
  random: Random;
  now: number;
  outage: Outage;
  member: Member;
}

const latencyFor = (random: Random, service: ServiceName, outcome: Outcome): number => {
  const target = serviceRules[service].latencyTargetMs;
  // the edges belong to the better side
  if (outcome === 'ok') return random.chance(0.1) ? target : random.int(1, target);
  if (outcome === 'slow')
    return random.chance(0.1) ? 4 * target : random.int(target + 1, 4 * target);
  return random.chance(0.1) ? 4 * target + 1 : random.int(4 * target + 1, 20 * target);
};

const namedAt = ({ random, now, member }: Setting, at: number): string | undefined => {
  const moment = (at - (now - storyLength)) / storyLength;
  const naming = member.namings.find((n) => n.from <= moment && moment < n.to);
  return naming && random.chance(naming.share) ? naming.customer : undefined;
};

const attemptAt = (
  setting: Setting,
  place: { device: Device; service: ServiceName; region: string },
  at: number,
): Attempt => {
  const { random, outage } = setting;
  const { device, service, region } = place;
  const slice = { service, region, channel: device.channel };
  const fails = random.chance(failureShare(outage, slice, at));
  const outcome: Outcome = fails ? 'failed' : random.chance(0.05) ? 'slow' : 'ok';
  const synthetic = random.chance(0.008);
  const names = synthetic ? undefined : namedAt(setting, at);
  const saysLatency = random.chance(0.4);
  return {
    at,
    ...slice,
    outcome,
    identity: random.pick(device.identities),
    ...(names !== undefined && { names }),
    ...(saysLatency && {
      latencyMs: latencyFor(random, service, outcome),
      byLatency: random.chance(0.3),
    }),
    ...(random.chance(0.02) && { late: true }),
    ...(synthetic && { synthetic }),
  };
};

/** One sitting: something is tried until it works or patience ends. */
const sitting = (setting: Setting, start: number): Attempt[] => {
  const { random, now, member } = setting;
  let device = random.pick(member.devices);
  const service = random.pick(servicesOn(device.channel));
  const region = random.pick(member.regions);
  const attempts: Attempt[] = [];
  let patience = random.int(0, 4);
  let more = random.weighted([
    [55, 0],
    [30, 1],
    [15, 3],
  ] as const);
  for (let at = start; at < now;) {
    const inQuiet = at > now - quiet.from && at < now - quiet.to;
    const attempt = attemptAt(setting, { device, service, region }, at);
    if (attempt.outcome === 'failed' && inQuiet) break;
    attempts.push(attempt);
    // a second tab: the same moment, the other outcome
    if (random.chance(0.003) && !inQuiet) {
      const other = attempt.outcome === 'failed' ? 'ok' : 'failed';
      attempts.push({ ...attempt, outcome: other, latencyMs: undefined, byLatency: undefined });
    }
    if (attempt.outcome !== 'failed') {
      if (more-- <= 0) break;
      at += random.int(1, 8) * minute + random.int(0, 59_999);
    } else if (patience-- > 0) {
      if (random.chance(0.2)) device = random.pick(member.devices);
      if (!servicesOn(device.channel).includes(service)) break;
      at += random.int(2_000, 120_000);
    } else if (random.chance(0.45)) {
      patience = 1;
      at += random.int(8 * minute, 25 * minute);
    } else break;
  }
  return attempts;
};

const remarksOf = (setting: Setting): Remark[] => {
  const { random, now, member } = setting;
  if (!random.chance(0.03)) return [];
  const at = now - random.int(minute, storyLength - minute);
  const names = namedAt(setting, at);
  return [
    {
      at,
      identity: random.pick(random.pick(member.devices).identities),
      ...(names !== undefined && { names }),
      service: 'play',
      kind: random.pick(['rating', 'contact'] as const),
    },
  ];
};

export const lifeOf = (member: Member, random: Random, now: number, outage: Outage): Person => {
  const setting: Setting = { random, now, outage, member };
  const sittings = random.weighted([
    [60, 1],
    [28, 2],
    [12, 3],
  ] as const);
  const attempts: Attempt[] = [];
  for (let i = 0; i < sittings; i++) {
    const recent = random.chance(0.12);
    const start = recent
      ? now - random.int(1_000, 85_000)
      : now - random.int(2 * minute, storyLength - minute);
    attempts.push(...sitting(setting, start));
  }
  return { id: member.id, attempts, remarks: remarksOf(setting) };
};
