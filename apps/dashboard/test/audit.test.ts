import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditPage } from '@unlatch/testkit/browser/audit-page';
import { walkByKeyboard } from '@unlatch/testkit/browser/walk-by-keyboard';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { describePages, newWorkspace, openDashboard, type Workspace } from './dashboard.js';

describePages('audit log', () => {
  let workspace: Workspace;
  let apiId: string;
  beforeAll(async () => {
    workspace = await newWorkspace('Audit log');
    ({ apiId } = await workspace.call('apis.createApi', { name: 'Weather' }));
    await workspace.call('apis.updateApi', { apiId, name: '=Weather & "co"' });
    await workspace.call('keys.createKey', { apiId });
  });

  it('shows who changed what, and leads from one event to those around it', async () => {
    const { page } = await openDashboard({ workspace, path: 'audit' });
    await page.getByText(`Updated API ${apiId}`).waitFor();
    expect(await auditPage(page, 'audit')).toEqual([]);
    expect((await walkByKeyboard(page)).faults).toEqual([]);
    await page.getByText(`Updated API ${apiId}`).click();
    const drawer = page.getByRole('dialog', { name: `Updated API ${apiId}` });
    await drawer.getByRole('cell', { name: '=Weather' }).first().waitFor();
    expect(await auditPage(page, 'audit-drawer')).toEqual([]);
    await drawer.getByRole('button', { name: 'All its changes' }).first().click();
    await page.getByRole('button', { name: `Remove the filter Target: ${apiId}` }).waitFor();
    expect(new URL(page.url()).searchParams.get('target')).toBe(apiId);
  });

  it('opens a link to one event, and says so when it is not there', async () => {
    const [event] = await workspace
      .call('auditLogs.listAuditLogs', { events: ['api.create'] })
      .then((data: unknown) => (Array.isArray(data) ? data : []));
    const { page } = await openDashboard({ workspace, path: `audit?open=${event?.id}` });
    await page.getByRole('dialog', { name: 'Created API' }).waitFor();
    await page.goto(`/w/${workspace.slug}/audit?open=log_none`);
    await page.getByText('This event is not in the list').waitFor();
  });

  it('is saved as a file that no spreadsheet runs', async () => {
    const { page } = await openDashboard({ workspace, path: 'audit?event=api.update' });
    await page.getByRole('button', { name: 'Export' }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Save as CSV' }).click();
    const folder = await mkdtemp(join(tmpdir(), 'unlatch-export-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'audit.csv');
    await (await downloading).saveAs(file);
    const text = await readFile(file, 'utf8');
    const [head, ...rows] = text.trim().split('\r\n');
    expect(head).toContain('time,event,description,actorType');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toContain('api.update');
  });

  it('says what a filter does not find', async () => {
    const { page } = await openDashboard({ workspace, path: 'audit?event=key.delete' });
    await page.getByText('No audit event matches').waitFor();
  });
});
