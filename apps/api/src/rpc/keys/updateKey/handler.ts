import type { Static } from '@sinclair/typebox';
import { keyUpdated } from '../../../domain/audit/keys.js';
import * as requirements from '../../../domain/authorization/requirements.js';
import { type ChangeRecord, commitChange } from '../../../operations/change/commit-change.js';
import {
  recordPermissionChange,
  recordRoleChange,
} from '../../../operations/key-links/change-key-links.js';
import { linkPermissions, linkRoles } from '../../../operations/key-links/key-links.js';
import { lockKeyState } from '../../../operations/keys/lock-key-state.js';
import type { Tx } from '../../../store/database/database.js';
import { ensureIdentity } from '../../../store/identities/identities.js';
import { type KeyWithState, writeKeyState } from '../../../store/keys/key-state.js';
import { holdPermissionsOfKey } from '../../../store/permissions/permission-links.js';
import { holdPermissionsBySlug } from '../../../store/permissions/permissions.js';
import { holdRolesByName, holdRolesOfKey } from '../../../store/permissions/roles.js';
import { replaceRateLimits } from '../../../store/rate-limits/rate-limits.js';
import { implementRpc } from '../../define-rpc.js';
import { readRateLimits } from '../../shared/rate-limit.js';
import { planKeyUpdate } from './plan.js';
import { definition } from './schema.js';

type Request = Static<typeof definition.request>;

export const updateKey = implementRpc(definition, (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { keyId } = body;
  const requirement = requirements.updateKey;
  return commitChange(deps, call, async (tx, record) => {
    await holdLinks(tx, workspaceId, body);
    const { key, nowMs } = await lockKeyState(tx, deps, { caller, keyId, requirement });
    const { externalId } = body;
    const identity = externalId
      ? await ensureIdentity(tx, { workspaceId, externalId, nowMs })
      : undefined;
    const identityId = externalId === null ? null : identity?.id;
    const state = planKeyUpdate(body, key, { identityId, nowMs });
    await writeKeyState(tx, { ...key, ...state, nowMs });
    await replaceBelongings({ tx, record, key: { ...key, ...state }, nowMs }, body);
    const api = { id: key.apiId, name: key.apiName };
    record.audit(keyUpdated({ keyId, name: state.name }, api));
    record.changed({ kind: 'key', hash: key.hash });
    return {};
  });
});

/**
 * Waits for those who are deleting a permission or role that is concerned, before the key is
 * locked: such a deletion may take a while, and spends of a locked key would have to wait as well.
 */
async function holdLinks(tx: Tx, workspaceId: string, body: Request): Promise<void> {
  const { keyId, permissions: slugs, roles: names } = body;
  if (slugs !== undefined) {
    await holdPermissionsBySlug(tx, { workspaceId, slugs });
    await holdPermissionsOfKey(tx, { workspaceId, keyId });
  }
  if (names !== undefined) {
    await holdRolesByName(tx, { workspaceId, names });
    await holdRolesOfKey(tx, { workspaceId, keyId });
  }
}

interface UpdatedKey {
  readonly tx: Tx;
  readonly record: ChangeRecord;
  readonly key: KeyWithState;
  readonly nowMs: number;
}

/** What is stored beside the key: its limits, permissions and roles. */
async function replaceBelongings(updated: UpdatedKey, body: Request): Promise<void> {
  const { tx, key, nowMs } = updated;
  const { workspaceId, keyId } = key;
  const { ratelimits, permissions: slugs, roles: names } = body;
  if (ratelimits !== undefined) {
    await replaceRateLimits(tx, { workspaceId, keyId }, readRateLimits(ratelimits), nowMs);
  }
  if (slugs !== undefined) {
    const change = await linkPermissions(tx, 'replace', { workspaceId, keyId, slugs, nowMs });
    await recordPermissionChange(updated, change);
  }
  if (names !== undefined) {
    await recordRoleChange(updated, await linkRoles(tx, 'replace', { workspaceId, keyId, names }));
  }
}
