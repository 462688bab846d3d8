import { jobId, jobs, type JobName } from './jobs.js';

describe('jobs', () => {
  it('of one partition are one; folds of others run beside it', () => {
    expect(jobId('fold', { partition: 3 })).toBe('fold-3');
    expect(jobId('fold', { partition: 4 })).not.toBe(jobId('fold', { partition: 3 }));
    expect(jobId('probe', { probe: 'shop' })).toBe('probe-shop');
    expect([jobId('assess', {}), jobId('trim', {})]).toEqual(['assess', 'trim']);
  });

  it('have names and ids that BullMQ takes: none holds a colon', () => {
    for (const name of Object.keys(jobs) as JobName[]) {
      expect(`${name} ${jobId(name, { partition: 1, probe: 'a' })}`).not.toContain(':');
    }
  });

  it('refuse what they cannot work on', () => {
    for (const partition of [-1, 1.5, '1', undefined]) {
      expect(jobs.fold.data.safeParse({ partition }).success).toBe(false);
    }
  });
});
