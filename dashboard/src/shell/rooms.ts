/** The rooms there are, in the order of the navigation. A room that isn't built isn't named. */
export const rooms = [
  { name: 'wall', to: '/wall', key: 'shell.room.wall' },
  { name: 'sources', to: '/sources', key: 'shell.room.sources' },
] as const;
