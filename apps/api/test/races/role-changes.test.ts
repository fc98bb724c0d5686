import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  removePermissionWithLinks,
  removeRoleWithLinks,
} from '../../src/operations/links/change-role.js';
import { linkPermissions, linkRoles } from '../../src/operations/links/link-key.js';
import { type Db, openDatabase, type Tx } from '../../src/store/database/database.js';
import { inTransaction } from '../../src/store/database/transaction.js';
import { type Harness, startHarness } from '../harness.js';
import type { NewKey } from '../seed.js';
import { at, atOnce, newKeys } from './at-once.js';

const WORKERS = 6;
const CREDITS = 1000;

describe('changes of overlapping keys at once', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.stop());

  it('all take effect, and no credit is lost or spent twice', async () => {
    const workspace = await harness.newWorkspace();
    const keys = await newKeys(workspace, 3, { credits: { remaining: CREDITS } });
    const roleIds: string[] = [];
    for (let worker = 0; worker < WORKERS; worker++) {
      const { body } = await workspace.call('permissions.createRole', { name: `role.${worker}` });
      roleIds.push(body.data.roleId);
    }
    const expected = new Map(
      keys.map(({ keyId }) => [
        keyId,
        { roles: new Set<number>(), own: new Set<string>(), spent: 0 },
      ]),
    );
    const ofRole = roleIds.map(() => '');

    const succeed = async (name: string, body: object) => {
      const answer = await workspace.call(name, body);
      expect(answer).toMatchObject({ status: 200 });
      return answer.body.data;
    };
    await atOnce({ workers: WORKERS, steps: 25 }, async (worker, step) => {
      const { keyId, key } = at(keys, worker + step);
      const state = expected.get(keyId);
      if (state === undefined) throw new Error('unknown key');
      const link = { keyId, roles: [`role.${worker}`] };
      const own = `own.${worker}`;
      const made = `made.${step % 5}`;
      const permissions = [`set.${worker}.${step}`, made];
      switch ((worker + 2 * step) % 5) {
        case 0:
          await succeed('keys.addRoles', link);
          state.roles.add(worker);
          break;
        case 1:
          await succeed('keys.addPermissions', { keyId, permissions: [own, made] });
          state.own.add(own).add(made);
          break;
        case 2:
          await succeed('permissions.setRolePermissions', { roleId: roleIds[worker], permissions });
          ofRole[worker] = permissions.join(' ');
          break;
        case 3:
          await succeed('keys.removeRoles', link);
          state.roles.delete(worker);
          break;
        default: {
          const { valid } = await succeed('keys.verifyKey', { key });
          expect(valid).toBe(true);
          state.spent += 1;
        }
      }
    });

    for (const { keyId } of keys) {
      const { roles, own, spent } = expected.get(keyId) ?? { roles: [], own: [], spent: 0 };
      const through = [...roles].flatMap((worker) => at(ofRole, worker).split(' ')).filter(Boolean);
      const shown = await succeed('keys.getKey', { keyId });
      expect(shown.roles ?? []).toEqual([...roles].map((worker) => `role.${worker}`).sort());
      expect(shown.permissions ?? []).toEqual([...new Set([...own, ...through])].sort());
      expect(shown.credits.remaining).toBe(CREDITS - spent);
    }
  });

  it.each(['role', 'permission'] as const)(
    'neither a long deletion of a %s nor the requests that wait for it hold up verifications',
    async (kind) => {
      const { workspace, keys } = await newHolders(harness, 2);
      const [first, second] = [at(keys, 0), at(keys, 1)];
      const verify = async ({ key }: NewKey) => {
        harness.deps.caches.dropAll();
        const { body } = await workspace.call('keys.verifyKey', { key, permissions: 'p' });
        return body.data.code;
      };
      const waiting = await inTransaction(harness.deps.db, async (tx) => {
        if (kind === 'role') await removeRoleSlowly(tx, workspace.id);
        else await removePermissionSlowly(tx, workspace.id);
        const answer = workspace.call(...SET[kind](second));
        await someoneWaits(harness.deps.db);
        expect(await verify(first)).toBe('VALID');
        expect(await verify(second)).toBe('VALID');
        return { answer };
      });
      const { status } = await waiting.answer;
      // A role that is gone is reported missing; a permission that is gone is made again.
      expect(status).toBe(kind === 'role' ? 404 : 200);
    },
  );

  it.each(['role', 'permission'] as const)(
    'a deletion of a %s takes nothing away yet while it waits for earlier requests',
    async (kind) => {
      const { workspace, keys } = await newHolders(harness, 2);
      const [first, second] = [at(keys, 0), at(keys, 1)];
      const waiting = await inTransaction(harness.deps.db, async (tx) => {
        if (kind === 'role') await takeRoles(tx, workspace.id, first);
        else await takePermissions(tx, workspace.id, first);
        const answer = workspace.call(...DELETE[kind]);
        await someoneWaits(harness.deps.db);
        expect(await workspace.call(...REMOVE[kind](second))).toMatchObject({ status: 200 });
        return { answer };
      });
      expect(await waiting.answer).toMatchObject({ status: 200 });
    },
  );
});

type Request = [name: string, body: object];

const SET = {
  role: ({ keyId }: NewKey): Request => ['keys.setRoles', { keyId, roles: ['r'] }],
  permission: ({ keyId }: NewKey): Request => [
    'keys.setPermissions',
    { keyId, permissions: ['p'] },
  ],
};

const REMOVE = {
  role: ({ keyId }: NewKey): Request => ['keys.removeRoles', { keyId, roles: ['r'] }],
  permission: ({ keyId }: NewKey): Request => [
    'keys.removePermissions',
    { keyId, permissions: ['p'] },
  ],
};

const DELETE: Record<'role' | 'permission', Request> = {
  role: ['permissions.deleteRole', { role: 'r' }],
  permission: ['permissions.deletePermission', { permission: 'p' }],
};

/** Keys with credits that have the role `r` and the permission `p`. */
async function newHolders(harness: Harness, count: number) {
  const workspace = await harness.newWorkspace();
  await workspace.call('permissions.createRole', { name: 'r', permissions: ['p'] });
  const credits = { remaining: CREDITS };
  const keys = await newKeys(workspace, count, { credits, roles: ['r'], permissions: ['p'] });
  return { workspace, keys };
}

/** What `permissions.deleteRole` does, in a transaction that the test keeps open. */
async function removeRoleSlowly(tx: Tx, workspaceId: string): Promise<void> {
  await removeRoleWithLinks(tx, { workspaceId, idOrName: 'r' });
}

async function removePermissionSlowly(tx: Tx, workspaceId: string): Promise<void> {
  await removePermissionWithLinks(tx, { workspaceId, idOrSlug: 'p' });
}

/** What `keys.setRoles` does, in a transaction that the test keeps open. */
async function takeRoles(tx: Tx, workspaceId: string, { keyId }: NewKey): Promise<void> {
  await linkRoles(tx, 'replace', { workspaceId, keyId, names: [] });
}

async function takePermissions(tx: Tx, workspaceId: string, { keyId }: NewKey): Promise<void> {
  await linkPermissions(tx, 'replace', { workspaceId, keyId, slugs: [], nowMs: 0 });
}

describe('deletions of roles and permissions among changes of the keys that have them', () => {
  it('fail no request and never deadlock', async () => {
    const harness = await startHarness();
    try {
      const workspace = await harness.newWorkspace();
      const keys = await newKeys(workspace, 6);
      const statuses = new Set<number>();
      await atOnce({ workers: WORKERS, steps: 40 }, async (worker, step) => {
        const [name, body] = nextChange(worker, step, keys);
        const { status } = await workspace.call(name, body);
        statuses.add(status);
      });
      expect(statuses).toEqual(new Set([200, 404, 409]));
      await harness.deps.stop();
      expect(await countDeadlocks(harness.databaseUrl)).toBe(0);
    } finally {
      await harness.stop();
    }
  });
});

/** Goes through every order of the changes, over a handful of names that all workers use. */
function nextChange(
  worker: number,
  step: number,
  keys: readonly { keyId: string }[],
): [string, object] {
  const turn = worker * 7 + step;
  const { keyId } = at(keys, turn);
  const names = [0, 1, 2].map((offset) => `x.${(turn + offset * worker) % 4}`);
  const [name = ''] = names;
  const changes: [string, object][] = [
    ['permissions.createRole', { name, permissions: names }],
    ['keys.setPermissions', { keyId, permissions: names }],
    ['keys.addRoles', { keyId, roles: [name] }],
    ['permissions.deletePermission', { permission: name }],
    ['keys.addPermissions', { keyId, permissions: names }],
    ['keys.setRoles', { keyId, roles: [name] }],
    ['keys.removePermissions', { keyId, permissions: [name] }],
    ['permissions.deleteRole', { role: name }],
    ['keys.setPermissions', { keyId, permissions: [] }],
  ];
  // Towards the end keys go for good, together with their links.
  if (step > 34) return ['keys.deleteKey', { keyId, permanent: true }];
  return at(changes, turn + (step >> 2));
}

async function someoneWaits(db: Db): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    if (rows.length > 0) return;
  }
}

/** Sessions report their deadlocks when they end, so all others must have ended. */
async function countDeadlocks(connectionString: string): Promise<number> {
  const db = openDatabase({
    connection: { connectionString },
    poolMax: 1,
    prepare: false,
    onConnectionLost: () => undefined,
  });
  try {
    for (;;) {
      const { rows } = await sql<{ others: number; deadlocks: number }>`
        select numbackends - 1 as others, deadlocks from pg_stat_database
        where datname = current_database()`.execute(db);
      if (rows[0]?.others === 0) return rows[0].deadlocks;
    }
  } finally {
    await db.destroy();
  }
}
