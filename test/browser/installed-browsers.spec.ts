import { installedBrowsers } from './installed-browsers.js';

describe('where an installed browser is looked for', () => {
  it('takes PATH before the usual places', () => {
    const places = installedBrowsers({
      platform: 'linux',
      env: { PATH: '/home/me/bin:/usr/bin' },
      home: '/home/me',
    });
    expect(places[0]).toBe('/home/me/bin/chromium');
    expect(places.indexOf('/usr/bin/google-chrome')).toBeLessThan(
      places.indexOf('/opt/google/chrome/chrome'),
    );
  });

  it('knows the usual places of Linux without any PATH', () => {
    const places = installedBrowsers({ platform: 'linux', env: {}, home: '/root' });
    expect(places).toContain('/usr/bin/chromium');
    expect(places).toContain('/snap/bin/chromium');
  });

  it('looks into the applications of a Mac, the user’s own too', () => {
    const places = installedBrowsers({ platform: 'darwin', env: {}, home: '/Users/me' });
    expect(places).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
    expect(places).toContain('/Users/me/Applications/Chromium.app/Contents/MacOS/Chromium');
  });

  it('looks into the program folders of Windows', () => {
    const places = installedBrowsers({
      platform: 'win32',
      env: { Path: 'C:\\tools;D:\\bin', PROGRAMFILES: 'C:\\Program Files' },
      home: 'C:\\Users\\me',
    });
    expect(places).toContain('D:\\bin\\chrome.exe');
    expect(places).toContain('C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe');
  });
});
