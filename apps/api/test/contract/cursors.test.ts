import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';

let harness: Harness;
let workspace: Workspace;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
});
afterAll(() => harness.stop());

/** The cursor behind the first item of a list. */
async function cursorOf(list: string, filters: object = {}): Promise<string> {
  const { body } = await workspace.call(list, { ...filters, limit: 1 });
  expect(body.pagination.hasMore).toBe(true);
  return body.pagination.cursor;
}

async function goOn(list: string, body: object) {
  const answer = await workspace.call(list, body);
  return [answer.status, answer.body.error?.errors[0].location];
}

describe('a cursor', () => {
  it('goes on in its own list, with any limit', async () => {
    for (const name of ['one', 'two', 'six']) await workspace.call('apis.createApi', { name });
    const cursor = await cursorOf('apis.listApis');
    expect(await goOn('apis.listApis', { cursor, limit: 2 })).toEqual([200, undefined]);
  });

  it('is refused by another list, although both are in the order of ids', async () => {
    for (const slug of ['a', 'b']) {
      await workspace.call('permissions.createPermission', { name: slug, slug });
      await workspace.call('identities.createIdentity', { externalId: slug });
    }
    const cursor = await cursorOf('permissions.listPermissions');
    const refused = [400, 'body.cursor'];
    expect(await goOn('identities.listIdentities', { cursor })).toEqual(refused);
    expect(await goOn('permissions.listRoles', { cursor })).toEqual(refused);
  });

  it('is refused with other filters, such as another API', async () => {
    const [one, other] = [await workspace.newApi(), await workspace.newApi()];
    for (const apiId of [one, one, other, other]) await workspace.newKey({ apiId });
    const cursor = await cursorOf('apis.listKeys', { apiId: one });
    expect(await goOn('apis.listKeys', { apiId: one, cursor })).toEqual([200, undefined]);
    expect(await goOn('apis.listKeys', { apiId: other, cursor })).toEqual([400, 'body.cursor']);
  });

  it('is refused in another workspace', async () => {
    const cursor = await cursorOf('apis.listApis');
    const other = await harness.newWorkspace();
    expect((await other.call('apis.listApis', { cursor })).status).toBe(400);
  });

  it.each(['x', '0123456789abcdef', 'bm90IGEgY3Vyc29y0123456789abcdef'])(
    'that no page gave is refused: %s',
    async (cursor) => {
      expect(await goOn('apis.listApis', { cursor })).toEqual([400, 'body.cursor']);
    },
  );
});
