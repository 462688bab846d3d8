import type { LiveView } from '@rollcall/shared';
import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { createMemoryHistory, createRouter } from 'vue-router';
import { createTexts, loadTexts } from '../i18n/index.js';
import type { Locale } from '../i18n/plural.js';
import { affected, anImpact, anIncident, aView, noon } from '../live/live.fixture.js';
import { FakeClock, FakeSource } from '../live/live.source.fake.js';
import { useLive } from '../live/live.store.js';
import { routes } from '../router.js';
import WallPage from './WallPage.vue';

const hung = async (view?: LiveView, locale: Locale = 'en') => {
  const pinia = createPinia();
  const router = createRouter({ history: createMemoryHistory(), routes });
  await router.push('/wall');
  const wall = mount(WallPage, {
    global: { plugins: [pinia, router, createTexts(locale, await loadTexts(locale))] },
  });
  const source = new FakeSource();
  const clock = new FakeClock();
  useLive(pinia).open(source, clock);
  if (view) {
    source.link('up');
    source.snapshot(view);
  }
  await wall.vm.$nextTick();
  return { wall, source, clock, router };
};

const value = (wall: VueWrapper, id: string) =>
  wall.get(`[data-testid="${id}"]`).attributes('data-value');

describe('the wall', () => {
  it('shows an incident’s numbers as they are', async () => {
    const { wall } = await hung(aView({ incidents: [anIncident()] }));
    expect(wall.get('[data-testid="incident-i-1"]').text()).toContain('TV devices can’t play');
    const shown = Object.fromEntries(
      ['ever', 'failing', 'unseen', 'recovered', 'of', 'now'].flatMap((part) =>
        ['customers', 'users'].map((who) => [`${who}-${part}`, value(wall, `${who}-${part}`)]),
      ),
    );
    expect(shown).toEqual({
      'customers-ever': '100',
      'customers-failing': '60',
      'customers-unseen': '25',
      'customers-recovered': '15',
      'customers-of': '1000',
      'customers-now': '85',
      'users-ever': '240',
      'users-failing': '150',
      'users-unseen': '60',
      'users-recovered': '30',
      'users-of': '2400',
      'users-now': '210',
    });
    expect(wall.get('[data-testid="trust"]').text()).toMatch(/^Exact/);
    expect(wall.text()).not.toContain('at least');
    expect(document.title).toBe('85 · TV devices can’t play · Rollcall');
  });

  it('says how a number may be wrong', async () => {
    const impact = anImpact({ coverage: 0.9, complete: false, unidentified: 7 });
    const { wall } = await hung(aView({ incidents: [anIncident({ impact })] }));
    expect(wall.get('section.count h2').text()).toContain('at least, still counting');
    expect(value(wall, 'unidentified')).toBe('7');
    expect(wall.get('[data-testid="trust"]').text()).toMatch(
      /^At least.*still counting.*7 people without a known customer.*90% of failures/,
    );
  });

  it('shows who could not reach us beside the counted, with the interval, and never adds them', async () => {
    const impact = anImpact({ silent: { estimate: 4_312, low: 3_891, high: 4_755 }, ordinary: 24 });
    const { wall } = await hung(aView({ incidents: [anIncident({ impact })] }));
    expect(value(wall, 'silent')).toBe('4312');
    expect(wall.get('[data-testid="silent"]').text()).toBe('≈4,310');
    expect(wall.get('[data-testid="silent-range"]').text()).toBe('estimate, 3,890 to 4,760');
    expect(value(wall, 'users-now')).toBe('210');
    expect(value(wall, 'ordinary')).toBe('24');
  });

  it('says that it doesn’t know who could not reach us while there is no past', async () => {
    const { wall } = await hung(aView({ incidents: [anIncident()] }));
    expect(wall.get('[data-testid="silent-unknown"]').text()).toMatch(/^Not known/);
    expect(wall.find('[data-testid="silent"]').exists()).toBe(false);
  });

  it('says since when, where the record begins after the onset', async () => {
    const impact = anImpact({ atLeastSince: noon - 60_000 });
    const { wall } = await hung(aView({ incidents: [anIncident({ impact })] }));
    expect(wall.get('[data-testid="trust"]').text()).toMatch(/record begins at \d\d:\d\d/);
    expect(wall.get('section.count h2').text()).toContain('at least');
  });

  it('shows no large nought while no customer is known', async () => {
    const impact = anImpact({
      customers: affected({ ever: 0, failing: 0, unseen: 0 }),
      coverage: 0,
    });
    const { wall } = await hung(aView({ incidents: [anIncident({ impact })] }));
    expect(wall.find('[data-testid="customers-now"]').exists()).toBe(false);
    expect(wall.text()).toContain('these people have no known customer yet');
    expect(document.title).toContain('210 · ');
    expect(value(wall, 'customers-ever')).toBe('0');
  });

  it('tells states by shape and word, no data from OK, and what is broken in a sentence', async () => {
    const { wall } = await hung(aView());
    const at = (id: string) => wall.get(`[data-testid="cell-${id}"]`);
    expect(at('play--US').attributes('data-status')).toBe('failing');
    expect(at('play--US').text()).toContain('34');
    expect(at('play--US').attributes('aria-label')).toBe(
      'Play · US: failing, 50 of 145 tries failed',
    );
    expect(at('pay--US').attributes('data-status')).toBe('no_data');
    expect(at('pay--GB').attributes('data-status')).toBe('ok');
    const legend = wall.get('[data-testid="legend"]');
    for (const kind of ['failing', 'ok', 'no_data']) legend.get(`[data-kind="${kind}"]`);
    expect(legend.text()).toMatch(/failing.*OK.*no data/);
    expect(wall.get('[data-testid="where"]').text()).toBe('Failing: Play in US');
  });

  it('compares the pulse with past weeks', async () => {
    const usual = { middle: 100, low: 90, high: 110 };
    const pulse = { stepMs: 300_000, from: noon - 300_000, people: [80], usual: [usual], weeks: 4 };
    const { wall } = await hung(aView({ pulse, incidents: [anIncident()] }));
    const text = wall.get('[data-testid="pulse"]').text().replaceAll('\u00a0', ' ');
    expect(text).toContain('Fewer than usual: 80 people here in 5 min');
    expect(text).toContain('usual at this hour: 90 to 110');
  });

  it('is calm without an incident, and owns up to places that fail', async () => {
    const { wall } = await hung(aView());
    expect(wall.get('[data-testid="calm"]').text()).toContain('No open incident');
    expect(wall.text()).toContain('1 place is failing without an incident');
  });

  it('lists the other incidents beside the gravest', async () => {
    const incidents = [anIncident({ id: 'a' }), anIncident({ id: 'b', severity: 'critical' })];
    const { wall } = await hung(aView({ incidents }));
    expect(wall.get('article').attributes('data-testid')).toBe('incident-b');
    expect(wall.get('[data-testid="incident-a"]').text()).toContain('85 customers');
  });

  it('shows how to send the first signal while none has come', async () => {
    const freshness = { ageMs: null, oldestUnfoldedMs: 0, accepted: 0, folded: 0, parked: 0 };
    const { wall } = await hung(aView({ freshness, services: [] }));
    expect(wall.get('[data-testid="empty"]').text()).toContain(`${location.origin}/api/v1/signals`);
    expect(wall.get('[data-testid="freshness"]').text()).toContain('no signal yet');
  });

  it('goes stale in words without blanking, and resumes', async () => {
    const { wall, source, clock } = await hung(aView({ incidents: [anIncident()] }));
    expect(wall.find('[data-testid="stale-banner"]').exists()).toBe(false);
    expect(wall.get('[data-testid="freshness"]').text()).toContain('newest signal 0.4\u00a0s ago');
    await clock.pass(12_000);
    expect(wall.get('[data-testid="stale-banner"]').text().replaceAll('\u00a0', ' ')).toBe(
      'Counts are 12 s old — the counting service is not answering',
    );
    source.link('lost');
    await wall.vm.$nextTick();
    expect(wall.get('[data-testid="stale-banner"]').text()).toMatch(
      /^Connection lost — reconnecting, numbers from \d\d:\d\d:\d\d$/,
    );
    expect(value(wall, 'customers-ever')).toBe('100');
    source.link('up');
    source.snapshot(aView({ version: 50, asOf: noon + 12_000 }));
    await wall.vm.$nextTick();
    expect(wall.find('[data-testid="stale-banner"]').exists()).toBe(false);
  });

  it('leads to the sign-in page when it is refused before it saw anything', async () => {
    const { source, router } = await hung();
    source.link('refused');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(router.currentRoute.value.fullPath).toBe('/sign-in?next=/wall');
  });

  it('labels a demo: what, how fast, when in the story, and what is happening', async () => {
    const story = {
      scenario: 'christmas-eve-2012',
      title: 'Christmas Eve 2012',
      speed: 240,
      running: true,
      utcOffsetMinutes: -480,
      tellings: 1,
      shiftMs: 7 * 86_400_000,
      chapter: 'Televisions fail',
    };
    const asOf = Date.UTC(2012, 11, 31, 22, 5);
    const told = aView({ asOf, workspace: { id: 'demo', demo: story.scenario, story } });
    const { wall } = await hung(told);
    const label = wall.get('[data-testid="demo-label"]');
    expect(label.findAll('p > *, .chapter').map((part) => part.text())).toEqual([
      'Demo',
      'Christmas Eve 2012',
      '240×',
      'Mon 24 Dec 2012, 14:05',
      'Televisions fail',
    ]);
  });

  it('labels a demo before its story is told, and speaks German', async () => {
    const demo = aView({ workspace: { id: 'demo', demo: 'christmas-eve-2012', story: null } });
    const { wall } = await hung(demo, 'de');
    expect(wall.text()).toContain('keine echten Kunden');
    expect(wall.text()).toContain('Keine offene Störung');
  });
});
