import { posix, win32 } from 'node:path';

/** What the search depends on, so that each system's can be tried on any. */
export interface Machine {
  platform: NodeJS.Platform;
  env: Record<string, string | undefined>;
  home: string;
}

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
];
const applications = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
];

/** Where a Chromium or Chrome may have been installed: first what is on PATH, then the usual places. */
export function installedBrowsers({ platform, env, home }: Machine): string[] {
  const paths = platform === 'win32' ? win32 : posix;
  const join = (...parts: string[]) => paths.join(...parts);
  const folders = (env.PATH ?? env.Path ?? '').split(paths.delimiter).filter(Boolean);
  const suffix = platform === 'win32' ? '.exe' : '';
  const onPath = folders.flatMap((folder) => commands.map((name) => join(folder, name + suffix)));

  switch (platform) {
    case 'win32':
      return [
        ...onPath,
        ...[env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
          .filter((folder) => folder !== undefined)
          .flatMap((folder) => [
            join(folder, 'Google/Chrome/Application/chrome.exe'),
            join(folder, 'Chromium/Application/chrome.exe'),
          ]),
      ];
    case 'darwin':
      return [
        ...onPath,
        ...['/Applications', join(home, 'Applications')].flatMap((folder) =>
          applications.map((name) => join(folder, name)),
        ),
      ];
    default:
      return [
        ...onPath,
        ...['/usr/bin', '/usr/local/bin', '/snap/bin'].flatMap((folder) =>
          commands.map((name) => join(folder, name)),
        ),
        '/opt/google/chrome/chrome',
        '/opt/chromium/chrome',
      ];
  }
}
