import { auditPage } from '@unlatch/testkit/browser/audit-page';
import { beforeAll, expect, it } from 'vitest';
import { describePages, newWorkspace, openDashboard, type Workspace } from './dashboard.js';
import { passUndo } from './pass-undo.js';

const LONG_NAME = 'A role with a name that is much longer than the column that shows it';

describePages('roles and permissions', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await newWorkspace('Roles');
    const permissions = ['documents.read', 'documents.write'];
    await workspace.call('permissions.createRole', { name: 'editor', permissions });
    const description = 'And a description that is long as well, so that something must be cut.';
    await workspace.call('permissions.createRole', { name: LONG_NAME, description });
  });

  it.each([
    ['roles', 'No roles yet'],
    ['roles?view=matrix', 'No roles'],
    ['permissions', 'No permissions yet'],
  ])('%s of an empty workspace says what will be there', async (path, title) => {
    const { page } = await openDashboard({ workspace: await newWorkspace(), path });
    await page.getByText(title, { exact: true }).waitFor();
    expect(await auditPage(page, `${path.replace('?view=', '-')}-empty`)).toEqual([]);
  });

  it('a role is created with a permission that did not exist, and deleted', async () => {
    const { page } = await openDashboard({ workspace, path: 'roles' });
    await page.getByText('editor').waitFor();
    await page.getByRole('button', { name: 'Create role' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('exporter');
    await dialog.getByRole('combobox', { name: 'Add a permission' }).fill('reports.export');
    await page.getByRole('button', { name: 'Use “reports.export”' }).click();
    await dialog.getByRole('button', { name: 'Remove reports.export' }).waitFor();
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    expect(await auditPage(page, 'role-form')).toEqual([]);
    await dialog.getByRole('button', { name: 'Create role' }).click();
    await page.getByText('The role exporter is created.').waitFor();
    const role = await workspace.call('permissions.getRole', { role: 'exporter' });
    expect(role.permissions?.map(({ slug }) => slug)).toEqual(['reports.export']);

    await page.getByRole('button', { name: 'Acts on the role exporter' }).click();
    await page.getByRole('menuitem', { name: 'Delete role' }).click();
    await page.getByText('loses its 1 permissions').waitFor();
    await page.getByRole('textbox', { name: 'Confirmation' }).fill('exporter');
    const confirm = () => dialog.getByRole('button', { name: 'Delete role' }).click();
    await passUndo(page, { confirm, done: 'The role exporter was deleted.' });
  });

  it('a tick in the matrix gives a permission, and takes it away', async () => {
    const { page } = await openDashboard({ workspace, path: 'roles?view=matrix' });
    const box = page.getByRole('checkbox', { name: `${LONG_NAME} has documents.read` });
    await box.waitFor();
    expect(await auditPage(page, 'roles-matrix')).toEqual([]);
    const slugs = async () => {
      const role = await workspace.call('permissions.getRole', { role: LONG_NAME });
      return role.permissions?.map(({ slug }) => slug) ?? [];
    };
    await box.click();
    await page.getByText(`${LONG_NAME} now has documents.read.`).waitFor();
    expect(await slugs()).toEqual(['documents.read']);
    await expect.poll(() => box.isChecked()).toBe(true);
    await box.click();
    await page.getByText(`${LONG_NAME} no longer has documents.read.`).waitFor();
    expect(await slugs()).toEqual([]);
  });

  it('a query is judged by the service, and its roles, and a misspelt slug is named', async () => {
    const query = encodeURIComponent('documents.read AND documents.wrtie');
    const path = `roles?view=test&query=${query}&role=editor`;
    const { page, expectMessage } = await openDashboard({ workspace, path });
    await page.getByText('The key is refused').waitFor();
    await page.getByText('No permission has this slug').waitFor();
    expect(await auditPage(page, 'roles-test')).toEqual([]);
    const field = page.getByRole('textbox', { name: 'Query' });
    await field.fill('documents.read AND documents.write');
    await page.getByText('The key passes').waitFor();
    await page.getByRole('region', { name: 'Roles that pass alone' }).getByText('editor').waitFor();
    expectMessage(/status of 400/);
    await field.fill('documents.read AND');
    await page.getByText('Expected a permission or "("').waitFor();
  });

  it('a permission is created, renamed with a warning, and deleted', async () => {
    const { page } = await openDashboard({ workspace, path: 'permissions' });
    await page.getByText('documents.read', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Create permission' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Slug' }).fill('invoices.read');
    await dialog.getByRole('button', { name: 'Create permission' }).click();
    await page.getByText('The permission invoices.read is created.').waitFor();

    await page.getByRole('button', { name: 'Acts on invoices.read' }).click();
    await page.getByRole('menuitem', { name: 'Edit permission' }).click();
    await dialog.getByRole('textbox', { name: 'Slug' }).fill('invoices.view');
    await dialog.getByText('Verifications know only the new slug').waitFor();
    expect(await auditPage(page, 'permission-form')).toEqual([]);
    await dialog.getByRole('button', { name: 'Save permission' }).click();
    await page.getByText('The permission invoices.view is saved.').waitFor();

    await page.getByRole('button', { name: 'Acts on invoices.view' }).click();
    await page.getByRole('menuitem', { name: 'Delete permission' }).click();
    await page.getByText('It is taken from 0 roles').waitFor();
    await dialog.getByRole('textbox', { name: 'Confirmation' }).fill('invoices.view');
    const confirm = () => dialog.getByRole('button', { name: 'Delete permission' }).click();
    await passUndo(page, { confirm, done: 'The permission invoices.view was deleted.' });
  });
});
