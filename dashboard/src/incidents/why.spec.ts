import type { IncidentWhy, Why } from '@rollcall/shared';
import { createTexts, loadTexts } from '../i18n/index.js';
import { localeNames, type Locale } from '../i18n/plural.js';
import { formats } from '../ui/format.js';
import { whyWords } from './why.js';

const place = { service: 'play', region: 'US', channel: 'tv' };
const codes: Why[] = [
  { code: 'failing', failed: 1_149, tries: 1_150, withinMs: 15_000, usual: 0.002 },
  { code: 'burn', failed: 60, tries: 2_000, windowMs: 21_600_000, factor: 30.4 },
  { code: 'silent', forMs: 300_000, usualPeople: 40.2, known: false },
  { code: 'nothing-comes', forMs: 90_000, usualPerMinute: 300 },
  { code: 'source-stopped', source: 'otlp:sets', places: 2 },
  { code: 'most-silent', places: 4, of: 6 },
  {
    code: 'health',
    says: [{ source: 'probe', status: 'down' }],
    forMs: 120_000,
    contradicted: true,
  },
  { code: 'said-down' },
  { code: 'unusual', metric: 'contacts', value: 40.44, usual: 0.512, of: 'users' },
];

describe('why an incident is', () => {
  const said = async (locale: Locale, given: IncidentWhy): Promise<string> => {
    const { t } = createTexts(locale, await loadTexts(locale)).global;
    const words = whyWords(given, (key, named) => t(key, named), formats(locale, 'UTC'));
    // narrow and unbreakable spaces are the language's own
    return words.replaceAll(/\s/g, ' ');
  };

  it('is said in the language of the reader, with exact counts', async () => {
    const given = { place, others: 3, why: codes.slice(0, 1) };
    expect(await said('en', given)).toBe(
      'play on tv in US: 1,149 of 1,150 tries failed in 15 s; usually under 0.2%; also elsewhere (3)',
    );
    expect(await said('de', given)).toMatch(
      /^play auf tv in US: 1\.149 von 1\.150 Versuchen scheiterten in 15 s; sonst unter 0,2.%; ebenso/,
    );
  });

  it.each(codes)('has words for $code in every language', async (why) => {
    const given = { place: null, others: 0, why: [why] };
    const words = await Promise.all(localeNames.map((locale) => said(locale, given)));
    expect(new Set(words).size).toBe(localeNames.length);
    for (const each of words) expect(each).not.toMatch(/why\.|undefined|NaN|[{}]/);
  });
});
