import { auditPage } from '@unlatch/testkit/browser/audit-page';
import { walkByKeyboard } from '@unlatch/testkit/browser/walk-by-keyboard';
import { beforeAll, expect, inject, it } from 'vitest';
import { confirmIfAsked } from './confirm-if-asked.js';
import { describePages, newWorkspace, openDashboard, type Workspace } from './dashboard.js';

describePages('root keys and their requests', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await newWorkspace('Root keys');
  });

  it('an empty workspace says what they are for', async () => {
    const { page } = await openDashboard({ workspace: await newWorkspace(), path: 'root-keys' });
    await page.getByText('No root key yet').waitFor();
  });

  it('one is created after a confirmation, shown once, and can do what was chosen', async () => {
    const { page, expectMessage } = await openDashboard({ workspace, path: 'root-keys' });
    await page.getByRole('button', { name: 'Create root key' }).first().click();
    const form = page.getByRole('dialog', { name: 'Create a root key' });
    await form.getByRole('textbox', { name: 'Name' }).fill('Gateway in production');
    await form.getByRole('button', { name: 'Manage keys' }).click();
    await form.getByRole('checkbox', { name: 'Delete keys' }).uncheck();
    expect(await auditPage(page, 'root-key-form')).toEqual([]);
    await form.getByRole('button', { name: 'Create root key' }).click();
    const shown = page.getByLabel('Secret', { exact: true });
    await confirmIfAsked({ page, expectMessage }, shown);
    const secret = await shown.textContent();
    expect(await ask(secret ?? '', 'apis.listApis')).toBe(200);
    expect(await ask(secret ?? '', 'auditLogs.listAuditLogs')).toBe(403);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Close without copying' }).click();
    await page.getByText('Gateway in production').waitFor();
    // Neither the address nor the storage has it.
    expect(page.url()).not.toContain(secret);
    const stored = await page.evaluate(() =>
      JSON.stringify({ ...localStorage, ...sessionStorage }),
    );
    expect(stored).not.toContain(secret);
    expect((await walkByKeyboard(page)).faults).toEqual([]);
    expect(await auditPage(page, 'root-keys')).toEqual([]);
  });

  it('its drawer says what it can do, and what it called', async () => {
    const { page } = await openDashboard({ workspace, path: 'root-keys' });
    await page.getByText('Gateway in production').click();
    const drawer = page.getByRole('dialog', { name: 'Gateway in production' });
    await drawer.getByText('verify keys').waitFor();
    await drawer.getByText('auditLogs.listAuditLogs').waitFor();
    await drawer.getByText('(1 refused)').waitFor();
    expect(await auditPage(page, 'root-key-drawer')).toEqual([]);
    await drawer.getByRole('link', { name: 'All its requests' }).click();
    await page.getByRole('heading', { name: 'API requests' }).waitFor();
    await page.getByText('auditLogs.listAuditLogs').click();
    await page.getByText('unkey/authorization/insufficient_permissions').last().waitFor();
    expect(await auditPage(page, 'request-drawer')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await walkByKeyboard(page)).faults).toEqual([]);
  });

  it('one is disabled at once, and deleted after its effect was named', async () => {
    const { page } = await openDashboard({ workspace, path: 'root-keys' });
    await page.getByRole('button', { name: 'Acts on Gateway in production' }).click();
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    await page.getByText('is disabled. Requests with it are refused.').waitFor();
    await page.getByRole('button', { name: 'Acts on Gateway in production' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByText('2 requests of the last day came with it.').waitFor();
    await page.getByRole('button', { name: 'Delete root key' }).click();
    await page.getByText('Root key deleted.').waitFor();
    await page.getByText('No root key yet').waitFor();
  });
});

async function ask(rootKey: string, operation: string): Promise<number> {
  const { status } = await fetch(`${inject('serviceUrl')}/v2/${operation}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${rootKey}`, 'content-type': 'application/json' },
    body: '{}',
  });
  return status;
}
