import fc from 'fast-check';
import { PutOtlpRules } from '@rollcall/shared';
import { explainIssue } from '../http/explain-issue.js';
import { matches } from './rules.js';

describe('a pattern', () => {
  it.each([
    ['/pay', '/pay', true],
    ['/pay', '/pays', false],
    ['/pay/*', '/pay/7', true],
    ['/pay/*', '/pay', false],
    ['*', '', true],
    ['*pay*', 'repay it', true],
    ['a*b*c', 'abbc', true],
    ['a*a', 'a', false],
    ['a.c', 'abc', false],
  ])('%s fits %s: %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it('fits what a regular expression of the same meaning fits', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 6 });
    const texts = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
    fc.assert(
      fc.property(letters, texts, (pattern, text) => {
        const same = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text);
        expect(matches(pattern, text)).toBe(same);
      }),
    );
  });
});

describe('rules that are not right', () => {
  it.each([
    ['a row of each address', { service: '{url.path}' }, 'service', '{http.route}'],
    ['a row of each person', { region: 'x {user.id}' }, 'region', 'few values'],
    ['an unknown field', { servcie: 'x' }, 'servcie', 'spelling'],
    ['sampling of nothing', { sampling: 0 }, 'sampling', 'at least'],
    ['a name that is none', { match: { 'a b': 'x' } }, 'match.a b', 'service.name'],
    ['a status that is none', { failedStatus: [7] }, 'failedStatus.0', 'at least'],
  ])('%s: field and remedy are named', (_name, rule, field, remedy) => {
    const body = { rules: [rule] };
    const parsed = PutOtlpRules.safeParse(body);
    expect(parsed.success).toBe(false);
    const explained = explainIssue(parsed.error!.issues[0], body);
    expect(explained).toMatchObject({ field: `rules.0.${field}` });
    expect(explained.remedy).toContain(remedy);
  });
});
