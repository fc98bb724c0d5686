import { auditPage } from '@unlatch/testkit/browser/audit-page';
import { walkByKeyboard } from '@unlatch/testkit/browser/walk-by-keyboard';
import { beforeAll, expect, it } from 'vitest';
import {
  describePages,
  newWorkspace,
  openDashboard,
  type Workspace,
  waitForUsage,
} from './dashboard.js';

const LONG_NAME = 'An API with a name that is much longer than the line that shows it can be';

describePages('overview', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await newWorkspace('Overview');
    const { apiId } = await workspace.call('apis.createApi', { name: LONG_NAME });
    const { key } = await workspace.call('keys.createKey', { apiId, externalId: 'customer_1' });
    const empty = { apiId, credits: { remaining: 0 } };
    const { key: exhausted } = await workspace.call('keys.createKey', empty);
    for (const one of [key, key, exhausted, 'unknown_key']) {
      await workspace.call('keys.verifyKey', { key: one });
    }
    await waitForUsage(4, async () => (await workspace.list('analytics.events', {})).length);
  });

  it('an empty workspace shows the first steps', async () => {
    const { page } = await openDashboard({ workspace: await newWorkspace(), path: 'overview' });
    await page.getByRole('textbox', { name: 'Name of the API' }).waitFor();
    expect(await auditPage(page, 'first-steps')).toEqual([]);
    expect((await walkByKeyboard(page)).faults).toEqual([]);
  });

  it('the first steps turn green for a verification that came from elsewhere', async () => {
    const other = await newWorkspace();
    const { apiId } = await other.call('apis.createApi', { name: 'Weather' });
    const { page } = await openDashboard({ workspace: other, path: 'overview' });
    await page.getByRole('button', { name: 'Create key' }).waitFor();
    const { key } = await other.call('keys.createKey', { apiId });
    await other.call('keys.verifyKey', { key });
    await page.getByText('This was the first verification.').waitFor();
    await page.getByRole('button', { name: 'Open the overview' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  it('shows what was used, what was refused, and what needs attention', async () => {
    const { page } = await openDashboard({ workspace, path: 'overview' });
    await page.getByText('4 verifications, 50.0 % refused').waitFor();
    await page.getByText('customer_1').waitFor();
    expect(await auditPage(page, 'overview')).toEqual([]);
    expect((await walkByKeyboard(page)).faults).toEqual([]);
    await page.getByText('1 key out of credits').waitFor();
    await page.getByRole('link', { name: `${LONG_NAME} (1)` }).click();
    await page.waitForURL(/keys\?status=exhausted/);
  });

  it('says what a person may not see, and shows the rest', async () => {
    const auditor = await workspace.join('auditor');
    const { page, expectMessage } = await openDashboard({
      workspace,
      path: 'overview',
      as: auditor,
    });
    expectMessage(/status of 403/);
    await page.getByText('Missing permission').first().waitFor();
  });
});
