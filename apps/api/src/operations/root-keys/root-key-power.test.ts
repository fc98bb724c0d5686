import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertMember } from '../../../test/member-rows.js';
import { type Store, startStore } from '../../../test/store.js';
import { allGrants } from '../../domain/authorization/all-grants.js';
import { parseGrants } from '../../domain/authorization/grants.js';
import { type Caller, systemCaller } from '../../domain/caller/caller.js';
import { sha256Base64 } from '../../lib/crypto/sha256.js';
import { newId } from '../../lib/ids.js';
import { inTransaction } from '../../store/database/transaction.js';
import { insertRootKey } from '../../store/root-keys/root-keys.js';
import { insertTeamRole } from '../../store/team/team-roles.js';
import { lockPower, lockPowerAndTarget, requirePower } from './root-key-power.js';

const NOW_MS = Date.UTC(2026, 0, 15, 12);

let store: Store;
let workspaceId: string;
beforeAll(async () => {
  store = await startStore();
  ({ workspaceId } = await store.newApi());
});
afterAll(() => store.stop());

async function newRootKey(permissions: readonly string[], fields = {}): Promise<string> {
  const id = newId('root', NOW_MS);
  const live = { enabled: true, expiresAtMs: null, ...fields };
  const row = {
    workspaceId,
    id,
    hash: sha256Base64(id),
    start: '',
    end: '',
    name: null,
    permissions,
  };
  await inTransaction(store.db, (tx) => insertRootKey(tx, { ...row, ...live, nowMs: NOW_MS }));
  return id;
}

function callerOf(kind: Exclude<Caller['kind'], 'system'>, id: string, held: string[]): Caller {
  const shared = { workspaceId, grants: parseGrants(held) };
  switch (kind) {
    case 'rootKey':
      return {
        ...shared,
        kind,
        id,
        name: 'Test',
        expiresAtMs: null,
        strictRights: false,
        workspaceRequestsPerMinute: null,
      };
    case 'user':
      return { ...shared, kind, id, name: 'Test', sessionId: 'sess_1', steppedUpUntilMs: null };
    case 'portalUser':
      return { ...shared, kind, sessionId: id, externalId: 'customer_1' };
  }
}

/** A person with a role of these permissions, as a caller that was authenticated with more. */
async function newUser(permissions: readonly string[]): Promise<Caller> {
  const role = { id: newId('teamrole', NOW_MS), description: null, permissions };
  await inTransaction(store.db, (tx) =>
    insertTeamRole(tx, { ...role, name: role.id, workspaceId, nowMs: NOW_MS }),
  );
  const member = { workspaceId, role: role.id, nowMs: NOW_MS };
  const { userId } = await insertMember(store.db, member);
  return callerOf('user', userId, allGrants(workspaceId));
}

/** Whether the caller may give `permissions` for ever to a root key. */
async function mayGive(caller: Caller, permissions: readonly string[]): Promise<boolean> {
  const power = await inTransaction(store.db, (tx) => lockPower(tx, caller, NOW_MS));
  try {
    requirePower({}, power, { permissions, expiresAtMs: null });
    return true;
  } catch {
    return false;
  }
}

describe('the power of a caller', () => {
  it('is what a root key holds now, not what it was authenticated with', async () => {
    const id = await newRootKey(['api.*.read_key']);
    const caller = callerOf('rootKey', id, allGrants(workspaceId));
    expect(await mayGive(caller, ['api.*.read_key'])).toBe(true);
    expect(await mayGive(caller, ['api.*.create_key'])).toBe(false);
  });

  it('is refused to a root key that was disabled or has expired since', async () => {
    for (const fields of [{ enabled: false }, { expiresAtMs: NOW_MS - 1 }]) {
      const caller = callerOf('rootKey', await newRootKey([], fields), []);
      const locked = inTransaction(store.db, (tx) => lockPower(tx, caller, NOW_MS));
      await expect(locked).rejects.toThrow('has just been deleted or disabled, or has expired');
    }
  });

  it('is what a user holds now, and nothing more', async () => {
    const user = await newUser(['api.*.read_key']);
    expect(await mayGive(user, ['api.*.read_key', 'api.api_1.read_key'])).toBe(true);
    for (const permission of ['api.*.create_key', `unkey:v1:${workspaceId}:**#*`]) {
      expect(await mayGive(user, [permission])).toBe(false);
    }
  });

  it('is refused to a user who was taken out of the workspace since', async () => {
    const user = callerOf('user', 'user_gone', allGrants(workspaceId));
    const locked = inTransaction(store.db, (tx) => lockPower(tx, user, NOW_MS));
    await expect(locked).rejects.toThrow('You have just been taken out of this workspace.');
  });

  it('is nothing for a portal user, whatever it may do otherwise', async () => {
    const portalUser = callerOf('portalUser', 'ps_1', allGrants(workspaceId));
    expect(await mayGive(portalUser, ['api.*.read_key'])).toBe(false);
  });

  it('is everything for the system', async () => {
    const system = systemCaller({ workspaceId, id: 'setup', name: 'Setup' });
    expect(await mayGive(system, allGrants(workspaceId))).toBe(true);
  });
});

describe('the power of a caller over a root key', () => {
  it('is not enough for a user if the root key can do what the user cannot', async () => {
    const rootKeyId = await newRootKey(['api.*.read_key', 'api.*.create_key']);
    const user = await newUser(['api.*.read_key']);
    const { power, target } = await inTransaction(store.db, (tx) =>
      lockPowerAndTarget(tx, user, { rootKeyId, nowMs: NOW_MS }),
    );
    expect(() => requirePower({}, power, target)).toThrow("Missing permission: 'api.*.create_key'");
  });

  it('is not judged for a root key that does not exist', async () => {
    const user = await newUser([]);
    const target = { rootKeyId: 'root_none', nowMs: NOW_MS };
    const locked = inTransaction(store.db, (tx) => lockPowerAndTarget(tx, user, target));
    await expect(locked).rejects.toMatchObject({ code: 'unkey/data/root_key_not_found' });
  });
});
