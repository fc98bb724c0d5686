import { CreditLedger } from '../../engine/credits/credit-ledger.js';
import type { Clock } from '../../lib/clock/clock.js';
import type { ChangeDeps } from '../../operations/change/commit-change.js';
import { createNamespaces } from '../../operations/rate-limits/create-namespaces.js';
import { consumeOnce } from '../../operations/verification/consume-once.js';
import { findImportedKey } from '../../operations/verification/find-imported-key.js';
import type { RpcDeps } from '../../rpc/define-rpc.js';
import { spendingFrom } from '../../store/credits/credits.js';
import type { Db } from '../../store/database/database.js';
import type { Step } from '../start-in-order.js';

type ChangesOfHotPaths = Pick<RpcDeps, 'createNamespaces' | 'findImportedKey' | 'consumeOnce'>;
type OperationParts = Pick<RpcDeps, 'creditLedger'> & ChangesOfHotPaths;

/** What operations need beyond what the other steps give. It ends with the requests. */
export const operations: Step<
  Pick<RpcDeps, 'db' | 'caches' | 'clock'> & { readonly hotDb: Db },
  OperationParts
> = {
  name: 'operations',
  start: ({ db, hotDb, caches, clock }) => ({
    creditLedger: openCreditLedger(hotDb, clock),
    ...changesOfHotPaths({ db, caches, clock }),
  }),
};

const SPENDS_WAITING_MAX = 5000;

function openCreditLedger(hotDb: Db, clock: Clock): CreditLedger {
  return new CreditLedger({
    ...spendingFrom(hotDb, () => clock.nowMs()),
    waitingMax: SPENDS_WAITING_MAX,
  });
}

/** What checks have to change now and then, although they do not touch the database themselves. */
function changesOfHotPaths(deps: ChangeDeps): ChangesOfHotPaths {
  return {
    createNamespaces: (call, names) => createNamespaces(deps, call, names),
    findImportedKey: (call, presented) => findImportedKey(deps, call, presented),
    consumeOnce: (call, attempt) => consumeOnce(deps, call, attempt),
  };
}
