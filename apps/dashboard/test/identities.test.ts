import { auditPage } from '@unlatch/testkit/browser/audit-page';
import { beforeAll, expect, it } from 'vitest';
import {
  describePages,
  newWorkspace,
  openDashboard,
  type Workspace,
  waitForUsage,
} from './dashboard.js';
import { linesOf } from './lines-of.js';
import { passUndo } from './pass-undo.js';

const LONG_ID = 'ada.lovelace+a-name-that-fits-into-no-column@analytical-engines.example.com';

describePages('identities', () => {
  let workspace: Workspace;
  let identityId: string;
  beforeAll(async () => {
    workspace = await newWorkspace('Identities');
    ({ identityId } = await workspace.call('identities.createIdentity', {
      externalId: LONG_ID,
      meta: { plan: 'pro', seats: 5 },
      ratelimits: [{ name: 'requests', limit: 1000, duration: 60_000, autoApply: true }],
    }));
    await workspace.call('identities.createIdentity', { externalId: 'user_42' });
    const { apiId } = await workspace.call('apis.createApi', { name: 'Weather' });
    const body = { apiId, externalId: LONG_ID, name: 'Key of the engine' };
    const { key } = await workspace.call('keys.createKey', body);
    for (const permissions of ['documents.read', undefined]) {
      await workspace.call('keys.verifyKey', { key, ...(permissions && { permissions }) });
    }
    await waitForUsage(2, async () => {
      return (await workspace.list('analytics.events', { externalIds: [LONG_ID] })).length;
    });
  });

  it('an empty workspace shows the command that fills the page', async () => {
    const { page } = await openDashboard({ workspace: await newWorkspace(), path: 'identities' });
    await page.getByText('No identities yet').waitFor();
    expect(await auditPage(page, 'identities-empty')).toEqual([]);
  });

  it('are listed, and found by a search that is in the address', async () => {
    const { page } = await openDashboard({ workspace, path: 'identities' });
    await page.getByRole('link', { name: 'user_42' }).waitFor();
    await page.getByRole('textbox', { name: 'Search by external id or id' }).fill('lovelace');
    await page.waitForURL(/q=lovelace/);
    await page.getByRole('link', { name: 'user_42' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: LONG_ID }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'Save as CSV' }).click();
    const [head, row, ...others] = await linesOf(await download);
    expect(head).toBe('externalId,id,limits,meta');
    expect(row).toMatch(/^ada\.lovelace.*,1,"\{""plan"":""pro"",""seats"":5\}"$/);
    expect(others).toEqual([]);
  });

  it('one is created with limits and metadata', async () => {
    const { page } = await openDashboard({ workspace, path: 'identities' });
    await page.getByRole('button', { name: 'Create identity' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'External id' }).fill('org_new');
    await dialog.getByRole('textbox', { name: 'Metadata' }).fill('{"plan": ');
    await dialog.getByRole('button', { name: 'Add a limit' }).click();
    await dialog.getByRole('button', { name: 'Create identity' }).click();
    await dialog.getByText('This is no JSON object.').waitFor();
    expect(await auditPage(page, 'identity-form')).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Metadata' }).fill('{"plan": "free"}');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('exports');
    await dialog.getByRole('textbox', { name: 'Limit', exact: true }).fill('5');
    await dialog.getByRole('textbox', { name: 'In', exact: true }).fill('1 d');
    await dialog.getByRole('button', { name: 'Create identity' }).click();
    await page.getByRole('heading', { name: 'org_new' }).waitFor();
    const made = await workspace.call('identities.getIdentity', { identity: 'org_new' });
    expect(made).toMatchObject({
      meta: { plan: 'free' },
      ratelimits: [{ name: 'exports', limit: 5, duration: 86_400_000, autoApply: true }],
    });
  });

  it('one shows its keys, limits, metadata and verifications', async () => {
    const { page } = await openDashboard({ workspace, path: `identities/${identityId}` });
    await page.getByRole('link', { name: 'Key of the engine' }).waitFor();
    await page.getByRole('row', { name: /requests.*1,000.*1 min/ }).waitFor();
    await page.getByText('"plan": "pro"').waitFor();
    await page.getByText('2 verifications of its keys, 50.0 % refused').waitFor();
    const events = page.getByRole('table', { name: 'Recent verifications' });
    await events.getByText('Lacks permissions').waitFor();
  });

  it('one is deleted after its effect was named, and its keys stay', async () => {
    const { identityId: id } = await workspace.call('identities.createIdentity', {
      externalId: 'to-delete',
    });
    const { page } = await openDashboard({ workspace, path: `identities/${id}` });
    await page.getByRole('button', { name: 'Acts on the identity' }).click();
    await page.getByRole('menuitem', { name: 'Delete identity' }).click();
    await page.getByText('0 keys stay valid').waitFor();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Confirmation' }).fill('to-delete');
    const confirm = () => dialog.getByRole('button', { name: 'Delete identity' }).click();
    await passUndo(page, { confirm, done: 'The identity to-delete was deleted.' });
    await page.waitForURL(/identities$/);
  });

  it('a person who may only read sees what is blocked, and why', async () => {
    const analyst = await workspace.join('analyst');
    const { page } = await openDashboard({ workspace, path: 'identities', as: analyst });
    const create = page.getByRole('button', { name: 'Create identity' });
    await create.waitFor();
    expect(await create.getAttribute('title')).toContain('identity.*.create_identity');
    await create.click({ force: true });
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});
