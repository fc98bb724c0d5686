import { auditPage } from '@unlatch/testkit/browser/audit-page';
import { walkByKeyboard } from '@unlatch/testkit/browser/walk-by-keyboard';
import { beforeAll, expect, it } from 'vitest';
import { describePages, newWorkspace, openDashboard, type Workspace } from './dashboard.js';
import { linesOf } from './lines-of.js';

const KEYS = 150;

describePages('the keys of an API', () => {
  let workspace: Workspace;
  let apiId: string;
  beforeAll(async () => {
    workspace = await newWorkspace('Keys');
    ({ apiId } = await workspace.call('apis.createApi', { name: 'Weather' }));
    const { migrationId } = await workspace.call('migrations.createMigration', {
      name: 'Many',
      algorithm: 'sha256',
    });
    const keys = Array.from({ length: KEYS }, (_, index) => ({
      hash: Buffer.from(`hash ${index}`.padEnd(32, '.')).toString('base64'),
      name: `Device ${String(index).padStart(3, '0')}`,
      externalId: `fleet_${index % 3}`,
    }));
    await workspace.call('keys.migrateKeys', { migrationId, apiId, keys });
    await workspace.call('keys.createKey', { apiId, name: 'Off', enabled: false });
  });

  const open = (path = '') => openDashboard({ workspace, path: `apis/${apiId}/keys${path}` });

  it('are counted, sorted and found on the service, with the state in the address', async () => {
    const { page } = await open();
    await page.getByText(String(KEYS + 1), { exact: true }).waitFor();
    expect(await auditPage(page, 'keys')).toEqual([]);
    await page.getByRole('textbox', { name: /Search by name, id/ }).fill('device 14');
    await page.waitForURL(/q=device/);
    await page.getByText(`10 of ${KEYS + 1}`).waitFor();
    await page.reload();
    await page.getByText(`10 of ${KEYS + 1}`).waitFor();
    expect((await walkByKeyboard(page)).faults).toEqual([]);
    await page.getByRole('combobox', { name: 'Status' }).selectOption('disabled');
    await page.getByText('No key matches').waitFor();
    expect(await auditPage(page, 'keys-no-match')).toEqual([]);
    await page.getByRole('button', { name: 'Clear search and filters' }).click();
    await page.getByText(String(KEYS + 1), { exact: true }).waitFor();
  });

  it('never are more than 60 rows of the document', async () => {
    const { page } = await open('?sort=name&order=asc');
    await page.getByRole('link', { name: /Device 000/ }).waitFor();
    await page.mouse.move(640, 500);
    for (let turn = 0; turn < 6; turn += 1) {
      await page.mouse.wheel(0, 1500);
      expect(await page.getByRole('row').count()).toBeLessThanOrEqual(60);
    }
    await page.getByRole('link', { name: 'Off' }).waitFor();
  });

  it('are disabled together by keyboard, after a table says what changes', async () => {
    const { page } = await open('?q=device 00&sort=name&order=asc');
    await page.getByRole('link', { name: /Device 009/ }).waitFor();
    for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
    await page.getByText('2 selected').waitFor();
    await page.getByRole('button', { name: 'Disable', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('2 keys of 2 will change.').waitFor();
    expect(await auditPage(page, 'keys-bulk')).toEqual([]);
    await dialog.getByRole('button', { name: 'Apply to 2 keys' }).click();
    await dialog.getByText('2 keys changed.').waitFor();
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Save the result as CSV' }).click();
    const lines = await linesOf(await download);
    expect(lines.map((line) => line.split(',').slice(1, 5).join())).toEqual([
      'name,before,after,result',
      'Device 000,enabled,disabled,done',
      'Device 001,enabled,disabled,done',
    ]);
    const disabled = await workspace.list('apis.listKeys', { apiId, status: 'disabled' });
    const names = new Set(disabled.map(({ name }) => name));
    expect(names).toEqual(new Set(['Device 000', 'Device 001', 'Off']));
  });

  it('are exported as they are filtered, not only those that are loaded', async () => {
    const { page } = await open('?owner=fleet_1');
    await page
      .getByRole('link', { name: /Device/ })
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Export as CSV' }).click();
    const lines = await linesOf(await download);
    expect(lines).toHaveLength(KEYS / 3 + 1);
    expect(lines.slice(1).every((line) => line.includes(',fleet_1,'))).toBe(true);
  });

  it('a view is saved in the browser, and opens the same list', async () => {
    const { page } = await open('?status=disabled');
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save this view' }).click();
    await page.getByRole('textbox', { name: 'Name of the view' }).fill('Switched off');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.waitForURL((url) => !url.search.includes('status'));
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Switched off', exact: true }).click();
    await page.waitForURL(/status=disabled/);
  });

  it('of another system are imported, and those that cannot be are named by line', async () => {
    const { page } = await open('/import');
    const text = [
      'API key,User,Expires,Colour',
      'secret-of-one,user_1,2030-01-01,red',
      'secret-of-two,user_2,soon,red',
      'secret-of-one,user_1,,blue',
    ].join('\n');
    const file = { name: 'keys.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
    await page.getByLabel('Choose a file').setInputFiles(file);
    await page.getByLabel('Column “API key”').waitFor();
    expect(await page.getByLabel('Column “Colour”').inputValue()).toBe('');
    expect(await auditPage(page, 'import-columns')).toEqual([]);
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.postData() ?? ''));
    await page.getByRole('button', { name: 'Check the file' }).click();
    await page.getByText('1 key can be imported, 2 cannot.').waitFor();
    await page.getByText('Expiry is no date').waitFor();
    expect(await auditPage(page, 'import-plan')).toEqual([]);
    await page.getByRole('button', { name: 'Import 1 key' }).click();
    await page.getByText('Imported: 1 key. Not imported: 2.').waitFor();
    expect(sent.join()).not.toContain('secret-of');
    const { code } = await workspace.call('keys.verifyKey', { key: 'secret-of-one' });
    expect(code).toBe('VALID');
  });
});
