import type { LiveView } from '@rollcall/shared';

/** What is worth a picture in a demo's night, in the order in which it happens. */
export interface Moment {
  file: string;
  has: (view: LiveView) => boolean;
}

const open = ({ incidents }: LiveView) =>
  incidents.find(({ resolvedAt }) => resolvedAt === null)?.impact.users;

const running = ({ workspace }: LiveView): boolean => workspace.story?.running === true;

export const moments: readonly Moment[] = [
  { file: 'wall-calm', has: (view) => running(view) && !open(view) },
  {
    file: 'wall-outage',

    has: (view) => {
      const users = open(view);
      return users !== undefined && users.ever >= 100;
    },
  },
  {
    file: 'wall-partial',

    has: (view) => {
      const users = open(view);
      return users !== undefined && users.ever >= 100 && users.recovered * 3 > users.ever;
    },
  },
];
