/**
 * What the customer holds, by a user agent, where it says so plainly: apps and TVs name themselves,
 * all else that calls itself Mozilla is a browser. undefined: it cannot be told (curl, a server).
 */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/smart-?tv|tizen|web0s|webos|appletv|apple tv|bravia|roku|crkey|hbbtv|\baft\w/i, 'tv'],
  [/cfnetwork|darwin\//i, 'ios'],
  [/okhttp|dalvik/i, 'android'],
  [/^mozilla\//i, 'web'],
];

export const channelOfUserAgent = (userAgent: string): string | undefined =>
  kinds.find(([pattern]) => pattern.test(userAgent))?.[1];
