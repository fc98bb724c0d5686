import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('apis.createApi', () => {
  it('answers with the id of a new API that apis.getApi then shows', async () => {
    const workspace = await harness.newWorkspace();
    const created = await workspace.call('apis.createApi', { name: 'Weather' });
    expect(created.status).toBe(200);
    const shown = await workspace.call('apis.getApi', { apiId: created.body.data.apiId });
    expect(shown.body.data).toEqual({ id: created.body.data.apiId, name: 'Weather' });
  });

  it('creates two APIs with one name', async () => {
    const workspace = await harness.newWorkspace();
    const first = await workspace.call('apis.createApi', { name: 'Weather' });
    const second = await workspace.call('apis.createApi', { name: 'Weather' });
    expect(second.body.data.apiId).not.toBe(first.body.data.apiId);
  });

  it('refuses a root key that may only act on one API', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    const limited = await workspace.newRootKey([`api.${apiId}.create_api`]);
    const { status, body } = await limited.call('apis.createApi', { name: 'Weather' });
    expect(status).toBe(403);
    expect(body.error.detail).toBe(
      `Missing one of these permissions: api.*.create_api or unkey:v1:${workspace.id}:keyspaces/*#create_keyspace`,
    );
  });

  it('leaves an audit event in the transaction of the change', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi('Weather');
    const events = await harness.deps.db
      .selectFrom('audit_events')
      .select(['event', 'actor_type', 'targets', 'description'])
      .where('workspace_id', '=', workspace.id)
      .execute();
    expect(events).toEqual([
      {
        event: 'api.create',
        actor_type: 'rootkey',
        description: `Created API ${apiId}`,
        targets: [{ type: 'api', id: apiId, name: 'Weather' }],
      },
    ]);
  });
});
