import { auditPage } from '@unlatch/testkit/browser/audit-page';
import { walkByKeyboard } from '@unlatch/testkit/browser/walk-by-keyboard';
import { beforeAll, expect, it } from 'vitest';
import { confirmIfAsked } from './confirm-if-asked.js';
import {
  describePages,
  newWorkspace,
  openBrowserPage,
  openDashboard,
  type Workspace,
} from './dashboard.js';
import { PASSWORD } from './people.js';

describePages('settings', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await newWorkspace('Settings');
  });

  it('of the workspace are changed one by one', async () => {
    const { page } = await openDashboard({ workspace, path: 'settings' });
    const days = page.getByRole('textbox', { name: 'Usage events are kept' });
    await days.fill('14');
    await page.getByRole('textbox', { name: 'Name' }).fill('Weather Inc');
    expect(await auditPage(page, 'settings')).toEqual([]);
    expect((await walkByKeyboard(page)).faults).toEqual([]);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Settings saved.').waitFor();
    const now = await workspace.call('workspace.getWorkspace', {});
    expect(now).toMatchObject({
      name: 'Weather Inc',
      logRetentionDays: 14,
      auditRetentionDays: 90,
    });
  });

  it('show a refusal at its field', async () => {
    const { page, expectMessage } = await openDashboard({ workspace, path: 'settings/workspace' });
    await page.getByRole('textbox', { name: 'The audit log is kept' }).fill('1');
    expectMessage(/status of 400/);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('alert').first().waitFor();
  });

  it('say what the workspace has, and what it may have', async () => {
    const { page } = await openDashboard({ workspace, path: 'settings/limits' });
    await page.getByRole('rowheader', { name: 'Root keys' }).waitFor();
    expect(await auditPage(page, 'settings-limits')).toEqual([]);
  });

  it('a person is invited by a link, joins, gets another role, and is removed', async () => {
    const { page, expectMessage } = await openDashboard({ workspace, path: 'settings/members' });
    await page.getByText('No invitation is open.').waitFor();
    await page.getByRole('button', { name: 'Invite person' }).click();
    await page.getByRole('textbox', { name: 'E-mail address' }).fill('mia@example.com');
    expect(await auditPage(page, 'invite')).toEqual([]);
    await page.getByRole('button', { name: 'Create invitation' }).click();
    const shown = page.getByLabel('Link', { exact: true });
    await confirmIfAsked({ page, expectMessage }, shown);
    const link = await shown.textContent();
    await page.getByRole('button', { name: 'Done' }).click();

    const { page: joining, close } = await openBrowserPage();
    await joining.goto(link ?? '');
    await joining.getByRole('textbox', { name: 'Your name' }).fill('Mia');
    await joining.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await joining.locator('button[type=submit]').click();
    await joining.waitForURL(/\/w\//);
    await close();

    await page.reload();
    await page.getByText('mia@example.com').waitFor();
    expect(await auditPage(page, 'members')).toEqual([]);
    await page.getByRole('button', { name: 'Acts on Mia' }).click();
    await page.getByRole('menuitem', { name: 'Change role' }).click();
    await page.getByRole('combobox', { name: 'Role' }).selectOption('auditor');
    await page.getByRole('dialog').getByRole('button', { name: 'Change role' }).click();
    await page.getByText('Role changed.').waitFor();
    await page.getByRole('button', { name: 'Acts on Mia' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Remove member' }).click();
    await page.getByText('Member removed.').waitFor();
    await page.getByText('mia@example.com').waitFor({ state: 'detached' });
  });

  it('a role of members is made of single permissions, changed and deleted', async () => {
    const { page } = await openDashboard({ workspace, path: 'settings/roles' });
    await page.getByRole('heading', { name: 'Auditor' }).waitFor();
    expect(await auditPage(page, 'team-roles')).toEqual([]);
    expect((await walkByKeyboard(page)).faults).toEqual([]);
    await page.getByRole('button', { name: 'Create role' }).click();
    const form = page.getByRole('dialog', { name: 'Create a role of members' });
    await form.getByRole('textbox', { name: 'Name' }).fill('Support');
    await form.getByRole('checkbox', { name: 'See keys' }).check();
    await form.getByRole('button', { name: 'Create role' }).click();
    await page.getByText('Role saved.').waitFor();
    await page.getByRole('heading', { name: 'Support' }).waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete role' }).click();
    await page.getByText('Role deleted.').waitFor();
  });
});
