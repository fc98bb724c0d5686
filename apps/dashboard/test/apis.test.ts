import { auditPage } from '@unlatch/testkit/browser/audit-page';
import { walkByKeyboard } from '@unlatch/testkit/browser/walk-by-keyboard';
import { beforeAll, expect, it } from 'vitest';
import { describePages, newWorkspace, openDashboard, type Workspace } from './dashboard.js';

const LONG_NAME =
  'A name that says of the API everything that there is to say about it, and then more';

describePages('APIs', () => {
  let workspace: Workspace;
  let apiId: string;
  beforeAll(async () => {
    workspace = await newWorkspace('APIs');
    ({ apiId } = await workspace.call('apis.createApi', { name: 'Weather' }));
    await workspace.call('apis.createApi', { name: LONG_NAME });
    const { key } = await workspace.call('keys.createKey', { apiId, name: 'Station' });
    await workspace.call('keys.verifyKey', { key });
    await workspace.call('keys.verifyKey', { key, permissions: 'documents.read' });
  });

  it('an empty workspace shows the command that makes the first one', async () => {
    const { page } = await openDashboard({ workspace: await newWorkspace(), path: 'apis' });
    await page.getByText('No API yet').waitFor();
    await page.getByText('/v2/apis.createApi').waitFor();
    expect(await auditPage(page, 'apis-empty')).toEqual([]);
  });

  it('are listed with their keys, and found by a search that is in the address', async () => {
    const { page } = await openDashboard({ workspace, path: 'apis' });
    await page.getByRole('link', { name: LONG_NAME }).waitFor();
    expect(await auditPage(page, 'apis')).toEqual([]);
    expect((await walkByKeyboard(page)).faults).toEqual([]);
    await page.getByRole('textbox', { name: 'Search by name or id' }).fill('weat');
    await page.waitForURL(/q=weat/);
    await page.getByRole('link', { name: LONG_NAME }).waitFor({ state: 'detached' });
    await page.getByRole('textbox', { name: 'Search by name or id' }).fill('nothing');
    await page.getByText('No API matches').waitFor();
  });

  it('one is created, after what was wrong is said at its field', async () => {
    const { page, expectMessage } = await openDashboard({ workspace, path: 'apis?create=true' });
    expectMessage(/status of 400/);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('ab');
    await dialog.getByRole('button', { name: 'Create API' }).click();
    await dialog.getByText('fewer than 3 characters').waitFor();
    expect(await auditPage(page, 'api-form')).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Maps');
    await dialog.getByRole('button', { name: 'Create API' }).click();
    await page.getByRole('heading', { name: 'Create a key' }).waitFor();
  });

  it('one shows its checks, and which keys they were made with', async () => {
    const path = `apis/${apiId}/requests`;
    const { page } = await openDashboard({ workspace, path });
    await page.getByRole('link', { name: /^key_/ }).waitFor();
    expect(await auditPage(page, 'api-checks')).toEqual([]);
  });

  it('settings send only what was changed', async () => {
    const { page } = await openDashboard({ workspace, path: `apis/${apiId}/settings` });
    await page.getByRole('textbox', { name: 'Allowed addresses' }).fill('192.0.2.7\n2001:db8::/32');
    await page.getByText('are refused at once').waitFor();
    expect(await auditPage(page, 'api-settings')).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    const [api] = (await workspace.list('apis.listApis', { search: apiId })) ?? [];
    expect(api).toMatchObject({ name: 'Weather', ipAllowList: ['192.0.2.7', '2001:db8::/32'] });
  });

  it('one is deleted after its effect was named, and its name typed', async () => {
    const { apiId: id } = await workspace.call('apis.createApi', { name: 'Short-lived' });
    await workspace.call('keys.createKey', { apiId: id });
    const { page } = await openDashboard({ workspace, path: `apis/${id}/settings` });
    await page.getByRole('button', { name: 'Delete API' }).click();
    await page.getByText('Stops at once: 1 key.').waitFor();
    const dialog = page.getByRole('dialog');
    expect(await auditPage(page, 'api-delete')).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Confirmation' }).fill('Short-lived');
    await dialog.getByRole('button', { name: 'Delete API' }).click();
    await page.getByText('Short-lived was deleted.').waitFor();
  });

  it('an analyst sees what the role cannot do, and who can give it', async () => {
    const as = await workspace.join('analyst');
    const { page } = await openDashboard({ workspace, as, path: 'apis' });
    const button = page.getByRole('button', { name: 'Create API' });
    await button.waitFor();
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    expect(await button.getAttribute('title')).toContain('api.*.create_api');
  });
});
