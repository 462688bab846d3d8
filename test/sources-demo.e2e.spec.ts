import { launchBrowser } from './browser/browser.js';
import { flavour } from './harness/redis.js';
import { rootKey } from './harness/rollcall.js';
import { setStage, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';

describe(`the page of sources beside a demo, on ${flavour}`, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage({ env: { ROLLCALL_DEMO: 'storm', ROLLCALL_DEMO_RUN: 'first' } });
    const { base } = stage.client;
    const signIn = { headers: { authorization: `Bearer ${rootKey}` } };
    await until('the demo', async () => (await fetch(`${base}/demo/api/v1/live`, signIn)).ok);
  });
  afterAll(() => stage?.cleanup.run());

  it('tells the two apart, and takes the demo away after one question', async () => {
    const browser = stage.cleanup.add(await launchBrowser(), (b) => b.close());
    const page = await browser.newPage();
    const address = `${stage.client.base}/demo/sources`;
    await page.goto(`${address}?token=${rootKey}&lang=en`);
    const notice = page.getByTestId('demo-notice');
    await notice.getByText('This is the demo').waitFor();
    // keys made here would send nothing to one's own data, so none are offered
    expect(await page.getByTestId('guide').count()).toBe(0);

    await notice.getByRole('link', { name: 'Connect your own' }).click();
    await page.waitForURL(`${stage.client.base}/sources`);
    await page.getByTestId('guide').waitFor();
    await notice.getByText('A demo is playing beside your own data').waitFor();

    await notice.getByRole('button', { name: 'Remove the demo' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await notice.getByRole('button', { name: 'Remove the demo' }).click();
    await page.getByRole('button', { name: 'Yes, remove it' }).click();
    await notice.getByText('The demo is removed').waitFor();
    const left = await stage.client.call('listWorkspaces');
    expect(left.map(({ id }) => id)).toEqual(['main']);
    await page.reload();
    await page.getByTestId('guide').waitFor();
    await until('no notice', async () => (await notice.count()) === 0);
  });
});
