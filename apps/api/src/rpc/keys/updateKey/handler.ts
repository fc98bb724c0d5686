import type { Static } from '@sinclair/typebox';
import { updateKey as definition } from '@unlatch/contract/operations/keys/updateKey';
import { type AuditedKeyState, keyUpdated } from '../../../domain/audit/keys.js';
import { type ChangeRecord, commitChange } from '../../../operations/change/commit-change.js';
import { type KeyIds, lockKeyState } from '../../../operations/keys/lock-key-state.js';
import { lockLinkedShared, replaceKeyLinks } from '../../../operations/links/change-key.js';
import type { Tx } from '../../../store/database/database.js';
import { ensureIdentity } from '../../../store/identities/identities.js';
import { type KeyState, type KeyWithState, writeKeyState } from '../../../store/keys/key-state.js';
import { replaceRateLimits } from '../../../store/rate-limits/rate-limits.js';
import { implement } from '../../implement.js';
import { readRateLimits } from '../../shared/rate-limit.js';
import { admitGiving } from '../../shared/strict-rights.js';
import { planKeyUpdate } from './plan.js';

type Request = Static<typeof definition.request>;

export const updateKey = implement(definition, (call, deps, rights) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { keyId } = body;
  const authorize = (key: KeyIds) => rights.require(caller, key);
  return commitChange(deps, call, async (tx, record) => {
    await lockLinkedShared(tx, { workspaceId, keyId }, body);
    const { key, nowMs } = await lockKeyState(tx, deps, { workspaceId, keyId, authorize });
    const { externalId } = body;
    const admission = admitGiving(caller, rights.also, {
      permissions: body.permissions !== undefined,
      roles: body.roles !== undefined,
    });
    const identity = externalId
      ? await ensureIdentity(tx, { workspaceId, externalId, nowMs, admission })
      : undefined;
    const identityId = externalId === null ? null : identity?.id;
    const state = planKeyUpdate(body, key, { identityId, nowMs });
    await writeKeyState(tx, { ...key, ...state, nowMs });
    await replaceBelongings({ tx, record, key: { ...key, ...state }, nowMs }, body, admission);
    const api = { id: key.apiId, name: key.apiName };
    const states = { next: shownOf(state), old: shownOf(key) };
    record.audit(keyUpdated({ keyId, name: state.name }, api, states));
    record.changed({ kind: 'key', workspaceId, hash: key.hash });
    return {};
  });
});

function shownOf({ name, enabled, expiresAtMs, credits }: KeyState): AuditedKeyState {
  return { name, enabled, expires: expiresAtMs, remaining: credits.remaining };
}

interface UpdatedKey {
  readonly tx: Tx;
  readonly record: ChangeRecord;
  readonly key: KeyWithState;
  readonly nowMs: number;
}

/** Replaces what is stored beside the key: its limits, permissions and roles. */
async function replaceBelongings(
  updated: UpdatedKey,
  body: Request,
  admission: ReturnType<typeof admitGiving>,
): Promise<void> {
  const { tx, key, nowMs } = updated;
  const { workspaceId, keyId } = key;
  if (body.ratelimits !== undefined) {
    const limits = readRateLimits(body.ratelimits ?? []);
    await replaceRateLimits(tx, { workspaceId, keyId }, limits, nowMs);
  }
  await replaceKeyLinks(updated, body, admission?.createPermission);
}
