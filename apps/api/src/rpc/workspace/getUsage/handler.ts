import { getUsage as definition } from '@unlatch/contract/operations/workspace/getUsage';
import { invalidInput } from '../../../domain/problems.js';
import { decideUsageMonth } from '../../../domain/usage-month.js';
import { countBillable } from '../../../store/events/billable.js';
import { implement } from '../../implement.js';

const NO_COMPUTE = { cpuSeconds: 0, memoryGiBHours: 0, storageGiBHours: 0, egressGiB: 0 };

export const getUsage = implement(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const decision = decideUsageMonth(body.period, deps.clock.nowMs());
  if (!decision.isShown) throw invalidInput('body.period', decision.fault);
  const { fromMs, toMs } = decision.span;
  const { verifications, limitChecks } = await countBillable(deps.db, {
    workspaceId,
    fromMs,
    toMs,
  });
  return {
    period: { start: fromMs, end: toMs },
    totals: {
      api: { verifications, ratelimits: limitChecks },
      compute: NO_COMPUTE,
      gateway: { activeKeys: 0 },
    },
    breakdowns: { byEnvironment: [], byApp: [] },
  };
});
