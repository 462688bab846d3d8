import { readScenario } from './read-scenario.js';
import { type World, worldOf } from './world.js';

/** Three hours in two countries; in one of them the television fails for twenty minutes or longer. */
export const smallYaml = `title: Small
starts: 2026-01-15T09:00:00+00:00
hours: 3
people: 1500
visitsPerDay: 20
rhythm: shop
services:
  play: { name: Watch, share: 10, targetMs: 2000, more: 1, every: 8 }
  signup: { share: 1, on: [web], by: newcomers, more: 0 }
channels:
  tv: { owners: 0.7, weight: 5 }
  web: { owners: 0.6 }
regions:
  US: { share: 60, utcOffset: -1 }
  GB: { share: 40, utcOffset: 0, currency: GBP }
customers: { internal: 0.5, business: 3 }
reactions: { contact: 0.1 }
background: { failed: 0, slow: 0.02 }
phases:
  - says: Television in the US fails
    where: { services: [play], regions: [US], channels: [tv] }
    reach: { '10:00': 0, '10:20': 1, '11:00': 1, '11:30': 0 }
    fails: 0.95
    silent: 0.5
checks:
  - { source: site check, service: play, status: up }
notices:
  - { at: '09:58', service: play, title: Deploy 7 }
incidents:
  - title: TV in the US
    where: { services: [play], regions: [US], channels: [tv] }
    onset: '10:00'
    opened: '10:12'
    acknowledged: '10:13'
    identified: '10:30'
    monitoring: '11:00'
    resolved: '11:50'
chapters:
  - { at: '09:00', says: Calm }
  - { at: '10:00', says: It fails }
`;

export const smallWorld = (): World => {
  const read = readScenario(smallYaml, 'small.yaml');
  if (!read.ok) throw new Error(read.complaints.join('\n'));
  return worldOf(read.scenario);
};
