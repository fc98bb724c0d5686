import { createFakeClock } from '@unlatch/testkit';
import { parseGrants } from '../src/domain/authorization/grants.js';
import type { Caller } from '../src/domain/caller/caller.js';
import type { KeySnapshot } from '../src/domain/verification/key-snapshot.js';
import { createCaches } from '../src/engine/caches/caches.js';
import type { SnapshotCache } from '../src/engine/caches/snapshot-cache.js';
import { CreditLedger } from '../src/engine/credits/credit-ledger.js';
import { MemoryLimiter } from '../src/engine/limiter/memory-limiter.js';
import { type VerificationRequest, Verifier } from '../src/engine/verifier/verifier.js';
import { createRepeats } from '../src/operations/verification/consume-once.js';
import { createImportedKeys } from '../src/operations/verification/find-imported-key.js';
import { mayVerify } from '../src/rpc/check-rights.js';
import { spendingFrom } from '../src/store/credits/credits.js';
import { inTransaction } from '../src/store/database/transaction.js';
import { replaceRateLimits } from '../src/store/rate-limits/rate-limits.js';
import type { KeyIds, Store } from './store.js';

export const LIMIT = { name: 'requests', limit: 5, windowMs: 60_000, autoApply: true };

/** A verifier of its own over real parts. Some can be replaced by parts that fail. */
export function startVerifier(
  store: Store,
  replaced: { keys?: SnapshotCache<KeySnapshot>; creditLedger?: CreditLedger } = {},
) {
  const { db } = store;
  const clock = createFakeClock();
  const caches = createCaches({ db, isCurrent: () => true, keysMax: 1000 });
  const limiter = new MemoryLimiter({ cellsMax: 1000 });
  const ledger = new CreditLedger({ ...spendingFrom(db, () => clock.nowMs()), waitingMax: 100 });
  const changes = { db, caches, clock };
  const verifier = new Verifier({
    keys: caches.keys,
    limiter,
    creditLedger: ledger,
    clock,
    mayVerify,
    importedKeys: createImportedKeys({ ...changes, mayVerify }),
    repeats: createRepeats(changes),
    ...replaced,
  });
  /** What the limit of the key still allows. */
  const limitLeft = ({ workspaceId, keyId }: KeyIds): number | undefined => {
    const { name, limit, windowMs } = LIMIT;
    const counter = { scope: 'key' as const, workspaceId, name, identifier: keyId };
    const look = limiter.take([{ ...counter, limit, windowMs, cost: 0 }], clock.nowMs());
    return look.verdicts[0]?.remaining;
  };
  return { verifier, caches, clock, limitLeft };
}

export function callerIn(workspaceId: string, held = ['api.*.verify_key']): Caller {
  const root = {
    id: 'root_1',
    name: 'Test',
    expiresAtMs: null,
    strictRights: false,
    workspaceRequestsPerMinute: null,
  };
  return { kind: 'rootKey', workspaceId, grants: parseGrants(held), ...root };
}

/** A verification of a key that `store.newKey` has made. The key's text is its id. */
export function verificationOf(
  key: Pick<KeyIds, 'workspaceId' | 'keyId'>,
  fields: Partial<VerificationRequest> = {},
): VerificationRequest {
  return {
    caller: callerIn(key.workspaceId),
    key: key.keyId,
    migrationId: undefined,
    keySpaces: undefined,
    permissionQuery: undefined,
    ip: '203.0.113.9',
    creditCost: undefined,
    limits: undefined,
    ...fields,
  };
}

export async function newLimitedKey(store: Store, columns = {}): Promise<KeyIds> {
  const key = await store.newKey(await store.newApi(), columns);
  const { workspaceId, keyId } = key;
  await inTransaction(store.db, (tx) => replaceRateLimits(tx, { workspaceId, keyId }, [LIMIT], 0));
  return key;
}

export async function balanceOf(store: Store, { keyId }: KeyIds): Promise<number | null> {
  const row = await store.db
    .selectFrom('keys')
    .select('credits_remaining')
    .where('id', '=', keyId)
    .executeTakeFirstOrThrow();
  return row.credits_remaining;
}
