import { routes, type Route } from '@rollcall/shared';

/** Rooms of the dashboard; any other page address is answered with 404 and the page that says so. */
const pages = [/^\/$/, /^\/wall$/, /^\/sign-in$/, /^\/sources$/, /^\/incidents\/[^/]+$/];

export const isKnownPage = (path: string): boolean => pages.some((page) => page.test(path));

const patternOf = ({ path }: Route): RegExp => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`);

/** The methods an API path takes; empty when there is no such path. */
export const methodsOf = (path: string): string[] => [
  ...new Set(
    (Object.values(routes) as Route[])
      .filter((route) => patternOf(route).test(path))
      .map(({ method }) => method),
  ),
];
