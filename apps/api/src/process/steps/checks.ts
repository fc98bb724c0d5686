import { CreditLedger } from '../../engine/credits/credit-ledger.js';
import { NamespaceFinder } from '../../engine/namespaces/namespace-finder.js';
import { Verifier } from '../../engine/verifier/verifier.js';
import type { Clock } from '../../lib/clock/clock.js';
import { createNamespaceCreator } from '../../operations/rate-limits/create-namespaces.js';
import { createRepeats } from '../../operations/verification/consume-once.js';
import { createImportedKeys } from '../../operations/verification/find-imported-key.js';
import { CREATE_NAMESPACE, mayVerify } from '../../rpc/check-rights.js';
import type { RpcDeps } from '../../rpc/rpc.js';
import { spendingFrom } from '../../store/credits/credits.js';
import type { Db } from '../../store/database/database.js';
import type { Step } from '../start-in-order.js';

type Needs = Pick<RpcDeps, 'db' | 'caches' | 'clock' | 'limiter'> & { readonly hotDb: Db };

interface CheckParts extends Pick<RpcDeps, 'verifier' | 'namespaces'> {
  readonly creditLedger: CreditLedger;
}

/**
 * The parts that answer checks. They end with the requests. In rare cases a check has to change
 * something. For that, the engine gets the ports that are created here, and knows nothing else of
 * the layers above it.
 */
export const checks: Step<Needs, CheckParts> = {
  name: 'checks',
  start({ db, hotDb, caches, clock, limiter }) {
    const changes = { db, caches, clock };
    const creditLedger = openCreditLedger(hotDb, clock);
    const verifier = new Verifier({
      keys: caches.keys,
      limiter,
      creditLedger,
      clock,
      mayVerify,
      importedKeys: createImportedKeys({ ...changes, mayVerify }),
      repeats: createRepeats(changes),
    });
    const creator = createNamespaceCreator(changes, CREATE_NAMESPACE);
    const namespaces = new NamespaceFinder({ cache: caches.namespaces, creator });
    return { creditLedger, verifier, namespaces };
  },
};

const SPENDS_WAITING_MAX = 5000;

function openCreditLedger(hotDb: Db, clock: Clock): CreditLedger {
  return new CreditLedger({
    ...spendingFrom(hotDb, () => clock.nowMs()),
    waitingMax: SPENDS_WAITING_MAX,
  });
}
