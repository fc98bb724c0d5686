import { PAGE_BYTES_MAX } from '@unlatch/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';

/** Three fit into a page. */
const ITEM_BYTES = 256 * 1024;
/** For what is beside the large values: ids, names and the envelope. */
const REST_BYTES = 25_000;

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/** All pages with the highest limit, each as its ids and its size. */
async function readAll(
  workspace: Workspace,
  operation: string,
  { request = {}, id }: { request?: object; id: string },
) {
  const pages: { ids: string[]; bytes: number }[] = [];
  let cursor: string | undefined = '';
  while (cursor !== undefined) {
    const { body } = await workspace.call(operation, { ...request, limit: 100, cursor });
    const ids = body.data.map((item: Readonly<Record<string, string>>) => item[id]);
    pages.push({ ids, bytes: Buffer.byteLength(JSON.stringify(body)) });
    cursor = body.pagination.cursor;
  }
  return pages;
}

type Pages = Awaited<ReturnType<typeof readAll>>;

/** `sizes`: how many items each page has. */
function expectPages(pages: Pages, sizes: readonly number[]) {
  expect(pages.map(({ ids }) => ids.length)).toEqual(sizes);
  const ids = pages.flatMap((page) => page.ids);
  expect(new Set(ids).size).toBe(ids.length);
  for (const page of pages) {
    const isAlone = page.ids.length === 1;
    if (!isAlone) expect(page.bytes).toBeLessThanOrEqual(PAGE_BYTES_MAX + REST_BYTES);
  }
}

/** JSON of a size, as text that PostgreSQL can compress, or cannot. */
const COMPRESSIBLE = sql`json_build_object('text', repeat('x', ${ITEM_BYTES}))`;
const RANDOM = sql`(select json_build_object('text', string_agg(md5(random()::text), ''))
  from generate_series(1, ${ITEM_BYTES / 32}::int))`;

describe.each([
  ['that the database has compressed', COMPRESSIBLE],
  ['that it cannot compress', RANDOM],
])('pages end at 1 MiB, with a cursor, when they hold meta %s:', (_title, meta) => {
  it('identities.listIdentities', async () => {
    const workspace = await harness.newWorkspace();
    await addIdentities(workspace, 7, meta);
    expectPages(await readAll(workspace, 'identities.listIdentities', { id: 'id' }), [3, 3, 1]);
  });

  it('apis.listKeys, with that of the identities', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    await addIdentities(workspace, 7, meta);
    for (let number = 1; number <= 7; number++) {
      await workspace.newKey({ apiId, externalId: `user_${number}` });
    }
    const pages = await readAll(workspace, 'apis.listKeys', { request: { apiId }, id: 'keyId' });
    expectPages(pages, [3, 3, 1]);
  });
});

async function addIdentities({ id }: Workspace, count: number, meta: typeof RANDOM) {
  await sql`
    insert into identities (workspace_id, id, external_id, meta, created_at_ms)
    select ${id}, 'id_' || n, 'user_' || n, ${meta}, 0
    from generate_series(1, ${count}::int) as n`.execute(harness.deps.db);
}

describe('pages end at 1 MiB, with a cursor, when their rows are large:', () => {
  it('auditLogs.listAuditLogs', async () => {
    const workspace = await harness.newWorkspace();
    await addEvents(workspace, 7, ITEM_BYTES);
    expectPages(await readAll(workspace, 'auditLogs.listAuditLogs', { id: 'id' }), [3, 3, 1]);
  });

  it('auditLogs.listAuditLogs with filters', async () => {
    const workspace = await harness.newWorkspace();
    await addEvents(workspace, 7, ITEM_BYTES);
    const request = { events: ['api.create'], actorIds: ['somebot'] };
    const pages = await readAll(workspace, 'auditLogs.listAuditLogs', { request, id: 'id' });
    expectPages(pages, [3, 3, 1]);
  });

  it('a row that is larger than a page is a page of its own', async () => {
    const workspace = await harness.newWorkspace();
    await addEvents(workspace, 3, 5 * ITEM_BYTES);
    expectPages(await readAll(workspace, 'auditLogs.listAuditLogs', { id: 'id' }), [1, 1, 1]);
  });

  it('permissions.listRoles', async () => {
    const workspace = await harness.newWorkspace();
    await sql`
      insert into permissions (workspace_id, id, name, slug, slug_fold, description, created_at_ms)
      select ${workspace.id}, 'perm_' || n, n, n, n, repeat('x', 500), 0
      from generate_series(1, 550) as n`.execute(harness.deps.db);
    await sql`
      insert into roles (workspace_id, id, name, name_fold, created_at_ms)
      select ${workspace.id}, 'role_' || n, n, n, 0
      from generate_series(1, 7) as n`.execute(harness.deps.db);
    await sql`
      insert into role_permissions (workspace_id, role_id, permission_id)
      select ${workspace.id}, roles.id, permissions.id from roles
      join permissions on permissions.workspace_id = roles.workspace_id
      where roles.workspace_id = ${workspace.id}`.execute(harness.deps.db);
    expectPages(await readAll(workspace, 'permissions.listRoles', { id: 'id' }), [3, 3, 1]);
  });

  it('rootKeys.listKeys', async () => {
    const workspace = await harness.newWorkspace();
    await sql`
      insert into root_keys (workspace_id, id, hash, start, permissions, created_at_ms)
      select ${workspace.id}, 'a_' || lpad(n::text, 2, '0'), 'page bytes ' || n, '',
        array(select repeat('x', 500) || i from generate_series(1, 500) as i), 0
      from generate_series(1, 6) as n`.execute(harness.deps.db);
    // The last one is the root key of the workspace itself.
    const pages = await readAll(workspace, 'rootKeys.listKeys', { id: 'keyId' });
    expectPages(pages, [4, 3]);
  });
});

async function addEvents({ id }: Workspace, count: number, bytes: number) {
  await sql`
    insert into audit_events (workspace_id, id, time_ms, event, description, actor_type, actor_id,
      targets)
    select ${id}, 'log_' || n, ${harness.clock.nowMs()}, 'api.create', repeat('x', ${bytes}),
      'system', 'somebot', '[]'
    from generate_series(1, ${count}::int) as n`.execute(harness.deps.db);
}
