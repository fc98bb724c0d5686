import { auditPage } from '@unlatch/testkit/browser/audit-page';
import { walkByKeyboard } from '@unlatch/testkit/browser/walk-by-keyboard';
import { beforeAll, expect, it } from 'vitest';
import { describePages, newWorkspace, openDashboard, type Workspace } from './dashboard.js';

describePages('the verify page', () => {
  let workspace: Workspace;
  let key: string;
  beforeAll(async () => {
    workspace = await newWorkspace('Verify');
    const { apiId } = await workspace.call('apis.createApi', { name: 'Weather' });
    const credits = { remaining: 5 };
    ({ key } = await workspace.call('keys.createKey', { apiId, credits, permissions: ['a.read'] }));
  });

  it('shows each check of an answer in its order, and keeps the key out of the address', async () => {
    const { page } = await openDashboard({ workspace, path: 'verify' });
    expect(await auditPage(page, 'verify')).toEqual([]);
    await page.getByRole('textbox', { name: 'Key' }).fill(key);
    await page.getByRole('textbox', { name: 'Permissions' }).fill('a.read AND b.write');
    await page.keyboard.press('Enter');
    await page.getByText('The key was refused').waitFor();
    const checks = page.getByRole('list', { name: 'Checks, in their order' });
    const lines = await checks.getByRole('listitem').allInnerTexts();
    expect(lines.map((line) => line.split('\n').at(-1))).toEqual([
      'Passed',
      'Passed',
      'Nothing to check',
      'Passed',
      'Refused',
      'Not reached',
      'Not reached',
    ]);
    expect(await auditPage(page, 'verify-refused')).toEqual([]);
    expect((await walkByKeyboard(page)).faults).toEqual([]);
    expect(decodeURIComponent(page.url())).toContain('a.read');
    expect(page.url()).not.toContain(key);
  });

  it('spends credits only if it is asked to', async () => {
    const { page } = await openDashboard({ workspace, path: 'verify' });
    await page.getByRole('textbox', { name: 'Key' }).fill(key);
    await page.getByRole('button', { name: 'Verify key' }).click();
    await page.getByText('No credits were spent. 5 credits are left').waitFor();
    await page.getByRole('switch', { name: /Spend credits/ }).click();
    await page.getByRole('button', { name: 'Verify key' }).click();
    await page.getByText('4 credits are left after this request.').waitFor();
  });

  it('says where a permission query is wrong', async () => {
    const { page, expectMessage } = await openDashboard({ workspace, path: 'verify' });
    expectMessage(/status of 400/);
    await page.getByRole('textbox', { name: 'Key' }).fill(key);
    await page.getByRole('textbox', { name: 'Permissions' }).fill('a.read AND');
    await page.getByRole('button', { name: 'Verify key' }).click();
    await page.getByRole('alert').first().waitFor();
    expect(await auditPage(page, 'verify-wrong')).toEqual([]);
  });
});
