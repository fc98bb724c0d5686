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

describePages('one key', () => {
  let workspace: Workspace;
  let apiId: string;
  beforeAll(async () => {
    workspace = await newWorkspace('One key');
    ({ apiId } = await workspace.call('apis.createApi', { name: 'Weather' }));
  });

  /** With a check that passed and one that was refused. */
  async function newKey(name: string) {
    const settings = { credits: { remaining: 10 }, externalId: 'user_1', permissions: ['a.read'] };
    const created = await workspace.call('keys.createKey', { apiId, name, ...settings });
    const { key, keyId } = created;
    await workspace.call('keys.verifyKey', { key });
    await workspace.call('keys.verifyKey', { key, permissions: 'b.write' });
    return { key, keyId, path: `keys/${keyId}?api=${apiId}` };
  }

  it('is created with every kind of setting, shown once, and tried without spending', async () => {
    const { page } = await openDashboard({ workspace, path: `apis/${apiId}/keys/new` });
    await page.getByRole('textbox', { name: 'Name (optional)' }).fill('From the form');
    await page.getByRole('combobox', { name: /Owner/ }).fill('user_new');
    await page.keyboard.press('Tab');
    await page.getByRole('switch', { name: 'Limit the number of uses' }).click();
    await page.getByRole('textbox', { name: 'Credits', exact: true }).fill('7');
    await page.getByRole('button', { name: 'Add a limit' }).click();
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByText('At least 3 characters.').waitFor();
    expect(await auditPage(page, 'key-form')).toEqual([]);
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('requests');
    await page.getByRole('textbox', { name: 'Limit', exact: true }).fill('100');
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByRole('heading', { name: 'The new key' }).waitFor();
    const key = (await page.getByLabel('Secret').textContent()) ?? '';
    expect(await auditPage(page, 'key-secret')).toEqual([]);
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByRole('button', { name: 'Verify key' }).click();
    await page.getByText('The key is valid').waitFor();
    expect(await auditPage(page, 'key-tried')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('It has not been copied.').waitFor();
    await page.getByRole('button', { name: 'Close without copying' }).click();
    await page.getByRole('heading', { name: 'From the form' }).waitFor();
    const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
    expect(`${page.url()} ${stored}`).not.toContain(key);
    const made = await workspace.call('keys.verifyKey', { key, credits: { cost: 0 } });
    expect(made).toMatchObject({ credits: 7, identity: { externalId: 'user_new' } });
  });

  it('shows its checks, and why one of them was refused', async () => {
    const { keyId, path } = await newKey('Explained');
    await waitForUsage(2, async () => {
      return (await workspace.list('analytics.events', { keyIds: [keyId] })).length;
    });
    const { page } = await openDashboard({ workspace, path });
    const row = page.getByRole('row').filter({ hasText: 'Lacks permissions' });
    await row.waitFor();
    expect(await auditPage(page, 'key')).toEqual([]);
    expect((await walkByKeyboard(page)).faults).toEqual([]);
    await row.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Refused').waitFor();
    await page.waitForURL(/explain=req_/);
    expect(await auditPage(page, 'key-explained')).toEqual([]);
  });

  it('settings are saved part by part', async () => {
    const { keyId, path } = await newKey('Before');
    const { page } = await openDashboard({ workspace, path: `${path}&tab=settings` });
    await page.getByRole('textbox', { name: 'Name (optional)' }).fill('After');
    await page.getByRole('textbox', { name: 'Metadata' }).fill('{"plan":"pro"}');
    expect(await auditPage(page, 'key-settings')).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).first().click();
    await page.getByRole('heading', { name: 'After' }).waitFor();
    const key = await workspace.call('keys.getKey', { keyId });
    expect(key).toMatchObject({ name: 'After', meta: { plan: 'pro' }, permissions: ['a.read'] });
    expect(key.identity).toMatchObject({ externalId: 'user_1' });
  });

  it('is rotated, and the old one stays valid for a day', async () => {
    const { key, path } = await newKey('Rotated');
    const { page } = await openDashboard({ workspace, path });
    await page.getByRole('button', { name: 'Rotate' }).click();
    const grace = page.getByLabel('The old key stays valid for');
    expect(await grace.inputValue()).toBe('86400000');
    expect(await auditPage(page, 'key-rotate')).toEqual([]);
    await page.getByRole('button', { name: 'Rotate key' }).click();
    await page.getByRole('heading', { name: 'The new key' }).waitFor();
    const secret = (await page.getByLabel('Secret').textContent()) ?? '';
    expect((await workspace.call('keys.verifyKey', { key: secret })).code).toBe('VALID');
    const old = await workspace.call('keys.verifyKey', { key });
    const dayMs = 86_400_000;
    expect(old.code).toBe('VALID');
    expect(Math.round(((old.expires ?? 0) - Date.now()) / dayMs)).toBe(1);
  });

  it('is deleted ten seconds later, and not at all if it is undone', async () => {
    const { key, path } = await newKey('Kept');
    const { page } = await openDashboard({ workspace, path });
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('button', { name: 'Disable instead' }).waitFor();
    expect(await auditPage(page, 'key-delete')).toEqual([]);
    await page.clock.install();
    await page.getByRole('button', { name: 'Delete key' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Kept stays.').waitFor();
    await page.clock.runFor(20_000);
    expect((await workspace.call('keys.verifyKey', { key })).code).toBe('VALID');
    await page.getByRole('button', { name: 'Actions for Kept' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete key' }).click();
    await page.getByText('Kept is deleted in 10 seconds.').waitFor();
    await page.clock.runFor(10_000);
    await page.getByText('Kept was deleted.').waitFor();
    expect((await workspace.call('keys.verifyKey', { key })).code).toBe('NOT_FOUND');
  });

  it('that is not there says so', async () => {
    const { page, expectMessage } = await openDashboard({ workspace, path: 'keys/key_nowhere' });
    expectMessage(/status of 404/);
    await page.getByText('There is no such key').waitFor();
    expect(await auditPage(page, 'key-missing')).toEqual([]);
  });
});
