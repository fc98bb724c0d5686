import { auditPage } from '@unlatch/testkit/browser/audit-page';
import { beforeAll, expect, it } from 'vitest';
import {
  describePages,
  newWorkspace,
  openDashboard,
  type Workspace,
  waitForUsage,
} from './dashboard.js';
import { passUndo } from './pass-undo.js';

describePages('rate limits', () => {
  let workspace: Workspace;
  let namespaceId: string;
  beforeAll(async () => {
    workspace = await newWorkspace('Rate limits');
    ({ namespaceId } = await workspace.call('ratelimit.createNamespace', { name: 'sign-in' }));
    for (let check = 0; check < 12; check += 1) {
      const identifier = `user_${check % 3}`;
      const body = { namespace: 'sign-in', identifier, limit: 1, duration: 3_600_000 };
      await workspace.call('ratelimit.limit', body);
    }
    await waitForUsage(12, async () => {
      const { series } = await workspace.call('analytics.limitSeries', {});
      return series[0]?.total ?? 0;
    });
    const override = { namespace: 'sign-in', identifier: '*@example.com', limit: 0 };
    await workspace.call('ratelimit.setOverride', { ...override, duration: 60_000 });
  });

  it('an empty workspace shows the command that fills the page', async () => {
    const { page } = await openDashboard({ workspace: await newWorkspace(), path: 'limits' });
    await page.getByText('No namespaces yet').waitFor();
    await page.getByRole('region', { name: 'Command that checks a limit' }).waitFor();
    expect(await auditPage(page, 'limits-empty')).toEqual([]);
  });

  it('a namespace is created, and found by a search', async () => {
    const { page } = await openDashboard({ workspace, path: 'limits' });
    await page.getByRole('button', { name: 'Create namespace' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('exports');
    await dialog.getByRole('button', { name: 'Create namespace' }).click();
    await page.getByRole('heading', { name: 'exports' }).waitFor();
    await page.goto(`/w/${workspace.slug}/limits?q=exp`);
    const rows = page.getByRole('table').getByRole('link');
    await page.getByRole('link', { name: 'exports' }).waitFor();
    expect(await rows.allTextContents()).toEqual(['exports']);
  });

  it('usage shows what was refused, and a press on an identifier shows its checks alone', async () => {
    const { page } = await openDashboard({ workspace, path: `limits/${namespaceId}/usage` });
    await page.locator('figcaption', { hasText: /^12 checks, / }).waitFor();
    await page.getByRole('cell', { name: 'user_1', exact: true }).click();
    await page.waitForURL(/identifier=user_1/);
    await page.locator('figcaption', { hasText: /^4 checks, / }).waitFor();
    await page.getByRole('button', { name: 'Remove the filter Identifier: user_1' }).click();
    await page.locator('figcaption', { hasText: /^12 checks, / }).waitFor();
  });

  it('an override is set, says which identifiers it counts for, and is deleted', async () => {
    const { page } = await openDashboard({ workspace, path: `limits/${namespaceId}/overrides` });
    await page.getByText('Blocks all').waitFor();
    await page.getByRole('button', { name: 'Create override' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Identifier').fill('user_1');
    await dialog.getByLabel('Limit').fill('5');
    await dialog.getByLabel('Window').fill('a while');
    await dialog.getByRole('button', { name: 'Save override' }).click();
    await dialog.getByText('This is no length of time').waitFor();
    expect(await auditPage(page, 'limits-override-form')).toEqual([]);
    await dialog.getByLabel('Window').fill('90 min');
    await dialog.getByRole('button', { name: 'Save override' }).click();
    await page.getByRole('cell', { name: 'user_1', exact: true }).waitFor();
    expect(await workspace.call('ratelimit.getOverride', USER)).toMatchObject({
      limit: 5,
      duration: 5_400_000,
    });

    const which = page.getByRole('region', { name: 'Which override counts?' });
    await which.getByLabel('Identifier').fill('ada@example.com');
    await which.getByText('The pattern *@example.com counts.').waitFor();

    await page.getByRole('button', { name: 'Acts on the override of user_1' }).click();
    await page.getByRole('menuitem', { name: 'Delete override' }).click();
    await page.getByText(/checks of user_1 in the last hour/).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete override' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The override of user_1 stays.').waitFor();
    await page.getByRole('button', { name: 'Acts on the override of user_1' }).click();
    await page.getByRole('menuitem', { name: 'Delete override' }).click();
    const confirm = () => dialog.getByRole('button', { name: 'Delete override' }).click();
    await passUndo(page, { confirm, done: 'The override of user_1 was deleted.' });
    await page.getByRole('cell', { name: 'user_1', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('cell', { name: 'user_1', exact: true }).waitFor({ state: 'detached' });
  });

  const USER = { namespace: 'sign-in', identifier: 'user_1' };
});
