import type { Page } from 'playwright-core';
import { launchBrowser } from './browser/browser.js';
import { failEach } from './harness/failures.js';
import { flavour } from './harness/redis.js';
import { rootKey } from './harness/rollcall.js';
import { setStage, type Stage } from './harness/stage.js';
import { Screen } from './wall/screen.js';

/** The incident's page in a real browser: a team works on it by keyboard, and is told what cannot be. */

jest.setTimeout(120_000);

describe(`the incident page, on ${flavour}`, () => {
  let stage: Stage;
  let page: Page;
  let screen: Screen;
  let id: string;

  beforeAll(async () => {
    stage = await setStage();
    const browser = stage.cleanup.add(await launchBrowser(), (b) => b.close());
    const onset = Date.now() - 60_000;
    ({ id } = await stage.client.call('openIncident', {
      body: { title: 'Payments fail', scope: { services: ['pay'] }, onset },
    }));
    await failEach(stage.client, 'web', 3, Date.now());
    page = await browser.newPage({ viewport: { width: 1_280, height: 1_600 } });
    screen = await Screen.on(page, `${stage.client.base}/incidents/${id}?token=${rootKey}`);
    await page.getByTestId('update-form').waitFor();
  });
  afterAll(() => stage?.cleanup.run());

  it('shows where it fails', async () => {
    await page.locator('[data-testid=places] [data-state=failing]').waitFor();
    expect(await page.getByTestId('places').innerText()).toContain('pay · US · web');
  });

  it('gives roles by keyboard', async () => {
    await page.getByRole('button', { name: 'Give the role' }).press('Enter');
    await page.getByTestId('role-form').waitFor();
    await page.keyboard.type('commander');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Ana');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Take the role commander away' }).waitFor();
    expect((await stage.client.call('getIncident', { params: { id } })).roles).toMatchObject([
      { role: 'commander', who: 'Ana' },
    ]);
  });

  it('adds an action and ticks it off', async () => {
    const form = page.getByTestId('action-form');
    await form.locator('input[name=what]').fill('Call the supplier');
    await form.locator('input[name=owner]').fill('Ana');
    await page.keyboard.press('Enter');
    await page.getByTestId('actions').getByLabel('Call the supplier').check();
    await page.locator('[data-testid=actions] [data-state=done]').waitFor();
  });

  it('says something to everyone, and it stands in the timeline', async () => {
    const form = page.getByTestId('update-form');
    await form.getByLabel('Message').fill('We are on it');
    await form.getByLabel('For whom').selectOption('public');
    await form.getByRole('button').press('Enter');
    await page.locator('.timeline').getByText('We are on it').waitFor();
    expect(
      await stage.client.call('listUpdates', { params: { id }, query: { audience: 'public' } }),
    ).toMatchObject([{ message: 'We are on it' }]);
  });

  it('sets the severity by hand, and leaves it to the rule again', async () => {
    await page.getByRole('button', { name: 'Set by hand' }).click();
    await page.getByTestId('severity-form').getByLabel('Severity').selectOption('critical');
    await page.getByTestId('severity-form').getByLabel('Reason').fill('The press calls');
    await page.keyboard.press('Enter');
    await page.getByTestId('severity-override').getByText('The press calls').waitFor();
    await page.getByRole('button', { name: 'Leave it to the rule' }).click();
    await page.getByTestId('severity-override').waitFor({ state: 'detached' });
  });

  it('corrects a time and keeps the original; a time that cannot be is explained', async () => {
    const form = page.getByTestId('times-form');
    const open = page.getByRole('button', { name: 'Correct a time' });
    await open.click();
    await form.getByLabel('Reason').fill('the logs');
    await form.locator('input[name=at]').fill('2026-01-02T03:04:05');
    await page.keyboard.press('Enter');
    await page.getByTestId('times').getByText('the logs').waitFor();
    await form.waitFor({ state: 'detached' });
    await open.click();
    await form.getByLabel('Which time').selectOption('mitigatedAt');
    await form.locator('input[name=at]').fill('2026-01-01T00:00:00');
    await form.getByRole('button').press('Enter');
    await page.getByRole('alert').getByText('"onset" would lie after "mitigatedAt"').waitFor();
  });

  it('without an error on the page but the refusal', () => {
    expect(screen.errors.filter((error) => !error.includes('status of 400'))).toEqual([]);
  });
});
