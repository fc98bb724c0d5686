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

describePages('analytics', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await newWorkspace('Analytics');
    const { apiId } = await workspace.call('apis.createApi', { name: 'Weather' });
    const { key } = await workspace.call('keys.createKey', { apiId, externalId: 'customer_1' });
    for (const one of [key, key, 'unknown_key'])
      await workspace.call('keys.verifyKey', { key: one });
    await waitForUsage(3, async () => (await workspace.list('analytics.events', {})).length);
  });

  it('charts by outcome, as a drawing and as numbers', async () => {
    const { page } = await openDashboard({ workspace, path: 'analytics' });
    await page.getByText('3 verifications, 33.3 % refused').waitFor();
    expect(await auditPage(page, 'analytics')).toEqual([]);
    expect((await walkByKeyboard(page)).faults).toEqual([]);
    await page.getByRole('button', { name: 'Show as a table' }).click();
    await page.getByRole('columnheader', { name: 'Not found' }).waitFor();
  });

  it('has split, filter and time in its address', async () => {
    const { page } = await openDashboard({ workspace, path: 'analytics' });
    await page.getByRole('combobox', { name: 'Split by' }).selectOption('identity');
    await page.getByRole('rowheader', { name: 'customer_1' }).waitFor();
    await page.getByRole('button', { name: 'Filter' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add filter' });
    await dialog.getByRole('combobox', { name: 'Filter' }).selectOption('outcome');
    await dialog.getByRole('combobox', { name: 'Value' }).selectOption('NOT_FOUND');
    await dialog.getByRole('button', { name: 'Add filter' }).click();
    await page.getByText('1 verifications').waitFor();
    await page.getByRole('combobox', { name: 'Time' }).selectOption('7d');
    await expect.poll(() => page.url()).toContain('range=7d');
    await page.reload();
    await page.getByRole('button', { name: 'Remove the filter Outcome: Not found' }).click();
    await page.getByText('3 verifications').waitFor();
  });

  it('shows how long verifications took, and says what sums cannot tell', async () => {
    const { page } = await openDashboard({ workspace, path: 'analytics?metric=latency&range=1h' });
    await page.getByText('Only averages are known').waitFor();
    expect(await auditPage(page, 'analytics-latency')).toEqual([]);
  });

  it('suggests what a query may have, and says why it does not run here', async () => {
    const { page, expectMessage } = await openDashboard({ workspace, path: 'analytics/sql' });
    const query = page.getByRole('textbox', { name: 'Query', exact: true });
    await page.getByText('has no analytics engine').waitFor();
    await query.fill('SELECT outcome FROM ');
    await query.press('End');
    await query.pressSequentially('kvh');
    await page.getByRole('option', { name: 'key_verifications_per_hour_v1' }).waitFor();
    expect(await auditPage(page, 'sql-suggestions')).toEqual([]);
    await query.press('Enter');
    expect(await query.inputValue()).toBe('SELECT outcome FROM key_verifications_per_hour_v1');
    expectMessage(/status of 4\d\d|status of 5\d\d/);
    await query.press('Control+Enter');
    await page.getByRole('alert').waitFor();
  });

  it('keeps a query under a name', async () => {
    const { page } = await openDashboard({ workspace, path: 'analytics/sql' });
    await page.getByRole('textbox', { name: 'Query', exact: true }).fill('SELECT 1');
    await page.getByRole('textbox', { name: 'Name of the query' }).fill('One');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.reload();
    await page.getByRole('button', { name: 'One', exact: true }).click();
    expect(await page.getByRole('textbox', { name: 'Query', exact: true }).inputValue()).toBe(
      'SELECT 1',
    );
    expect((await walkByKeyboard(page)).faults).toEqual([]);
  });
});
