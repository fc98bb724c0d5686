import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { readAuditTrail } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const DELETE = 'root_key.*.delete_root_key';

describe('refuses', () => {
  it('to delete the calling root key', async () => {
    const workspace = await harness.newWorkspace();
    const own = await workspace.newRootKey([DELETE]);
    const { status, body } = await own.call('rootKeys.deleteRootKey', { rootKeyId: own.id });
    expect(status).toBe(412);
    expect(body.error.type).toMatch(/protected_resource$/);
  });

  it('to let a weaker root key delete a stronger one', async () => {
    const workspace = await harness.newWorkspace();
    const weak = await workspace.newRootKey([DELETE]);
    const strong = await workspace.newRootKey([DELETE, 'api.*.create_api']);
    const answer = await weak.call('rootKeys.deleteRootKey', { rootKeyId: strong.id });
    expect(answer.status).toBe(403);
    const reverse = await strong.call('rootKeys.deleteRootKey', { rootKeyId: weak.id });
    expect(reverse.status).toBe(200);
  });

  it('a root key of another workspace as if it did not exist', async () => {
    const workspace = await harness.newWorkspace();
    const foreign = await (await harness.newWorkspace()).newRootKey([]);
    const request = { rootKeyId: foreign.id };
    expect((await workspace.call('rootKeys.deleteRootKey', request)).status).toBe(404);
  });
});

describe('side effects', () => {
  it('is refused from the very next call on, for good', async () => {
    const workspace = await harness.newWorkspace();
    const other = await workspace.newRootKey(['api.*.create_api']);
    expect((await other.call('apis.createApi', { name: 'Api' })).status).toBe(200);
    const request = { rootKeyId: other.id };
    expect((await workspace.call('rootKeys.deleteRootKey', request)).body.data).toEqual({});
    expect((await other.call('apis.createApi', { name: 'Api' })).status).toBe(401);
    expect((await workspace.call('rootKeys.deleteRootKey', request)).status).toBe(404);
    const trail = await readAuditTrail(harness.deps, workspace.id);
    const events = trail.filter(({ event }) => event === 'key.delete');
    expect(events).toMatchObject([
      { description: `Deleted root key ${other.id}`, targets: [{ type: 'rootKey', id: other.id }] },
    ]);
  });

  it('leaves one of several equal root keys that all delete each other at once', async () => {
    const workspace = await harness.newWorkspace();
    const equals = await Promise.all(
      Array.from({ length: 4 }, () => workspace.newRootKey([DELETE])),
    );
    const attempts = equals.flatMap((own) =>
      equals
        .filter((other) => other !== own)
        .map((other) => own.call('rootKeys.deleteRootKey', { rootKeyId: other.id })),
    );
    await Promise.all(attempts);
    const listed = await workspace.call('rootKeys.listRootKeys', {});
    const left = listed.body.data.filter(({ rootKeyId }: { rootKeyId: string }) =>
      equals.some(({ id }) => id === rootKeyId),
    );
    expect(left).toHaveLength(1);
  });
});
