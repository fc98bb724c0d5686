import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { readAuditTrail } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/** The right to delete every root key. */
const deleteIn = (workspaceId: string) => `unkey:v1:${workspaceId}:rootKeys/*#delete`;

describe('refuses', () => {
  it('to delete the calling root key', async () => {
    const workspace = await harness.newWorkspace();
    const own = await workspace.newRootKey([deleteIn(workspace.id)]);
    const { status, body } = await own.call('rootKeys.deleteKey', { keyId: own.id });
    expect(status).toBe(412);
    expect(body.error.type).toMatch(/protected_resource$/);
  });

  it('to delete another root key than the one that is granted', async () => {
    const workspace = await harness.newWorkspace();
    const [one, other] = [await workspace.newRootKey([]), await workspace.newRootKey([])];
    const here = `unkey:v1:${workspace.id}:rootKeys`;
    const caller = await workspace.newRootKey([`${here}/${one.id}#delete`, `${here}/*#write`]);
    const refused = await caller.call('rootKeys.deleteKey', { keyId: other.id });
    expect(refused.status).toBe(403);
    expect(refused.body.error.detail).toBe(`Missing permission: '${here}/${other.id}#delete'`);
    expect((await caller.call('rootKeys.deleteKey', { keyId: one.id })).status).toBe(200);
  });

  it('a root key of another workspace as if it did not exist', async () => {
    const workspace = await harness.newWorkspace();
    const foreign = await (await harness.newWorkspace()).newRootKey([]);
    const request = { keyId: foreign.id };
    expect((await workspace.call('rootKeys.deleteKey', request)).status).toBe(404);
  });
});

describe('answers', () => {
  it('a root key with nothing but the right to delete, about a stronger one', async () => {
    const workspace = await harness.newWorkspace();
    const weak = await workspace.newRootKey([deleteIn(workspace.id)]);
    const strong = await workspace.newRootKey(['api.*.create_api']);
    expect((await weak.call('rootKeys.deleteKey', { keyId: strong.id })).status).toBe(200);
    expect((await strong.call('apis.createApi', { name: 'Api' })).status).toBe(401);
  });
});

describe('side effects', () => {
  it('is refused from the very next call on, for good', async () => {
    const workspace = await harness.newWorkspace();
    const other = await workspace.newRootKey(['api.*.create_api']);
    expect((await other.call('apis.createApi', { name: 'Api' })).status).toBe(200);
    const request = { keyId: other.id };
    expect((await workspace.call('rootKeys.deleteKey', request)).body.data).toEqual({});
    expect((await other.call('apis.createApi', { name: 'Api' })).status).toBe(401);
    expect((await workspace.call('rootKeys.deleteKey', request)).status).toBe(404);
    const trail = await readAuditTrail(harness.deps, workspace.id);
    const events = trail.filter(({ event }) => event === 'key.delete');
    expect(events).toMatchObject([
      { description: `Deleted root key ${other.id}`, targets: [{ type: 'rootKey', id: other.id }] },
    ]);
  });

  it('leaves one of several equal root keys that all delete each other at once', async () => {
    const workspace = await harness.newWorkspace();
    const equals = await Promise.all(
      Array.from({ length: 4 }, () => workspace.newRootKey([deleteIn(workspace.id)])),
    );
    const attempts = equals.flatMap((own) =>
      equals
        .filter((other) => other !== own)
        .map((other) => own.call('rootKeys.deleteKey', { keyId: other.id })),
    );
    await Promise.all(attempts);
    const listed = await workspace.call('rootKeys.listKeys', {});
    const left = listed.body.data.filter(({ keyId }: { keyId: string }) =>
      equals.some(({ id }) => id === keyId),
    );
    expect(left).toHaveLength(1);
  });
});
