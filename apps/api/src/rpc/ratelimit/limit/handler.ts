import type { Static } from '@sinclair/typebox';
import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-ratelimit.js';
import { namespaceGone } from '../../../domain/not-found.js';
import type { BatchVerdict } from '../../../domain/rate-limit/judge-batch.js';
import type { NamespaceSnapshot } from '../../../domain/rate-limit/namespace.js';
import type { LimitVerdict } from '../../../domain/rate-limit/sliding-window.js';
import { namespaceOf } from '../../../engine/namespaces/namespace-finder.js';
import { type Call, implementRpc, type RpcDeps } from '../../define-rpc.js';
import { planCheck, presentCheck, recordCheck } from '../../shared/rate-limit-check.js';
import { definition } from './schema.js';

type Request = Static<typeof definition.request>;
type Answer = Static<typeof definition.data>;

/** Warm, and with the counters in this process, this answers without a promise. */
export const limit = implementRpc(definition, (call, deps) => {
  const found = deps.namespaces.find(call.caller.workspaceId, call.body.namespace);
  return found instanceof Promise
    ? found.then((namespace) => check(namespace, call, deps))
    : check(found, call, deps);
});

function check(
  namespace: NamespaceSnapshot | null,
  call: Call<Request>,
  deps: RpcDeps,
): Answer | Promise<Answer> {
  if (namespace === null) return create(call, deps);
  if (namespace.deleted) throw namespaceGone(namespace.name);
  authorize(call.caller, requirements.limit({ namespaceId: namespace.id }));
  const planned = planCheck(namespace, call.body);
  const startedMs = deps.clock.monotonicMs();
  const finish = (batch: BatchVerdict) => {
    const verdict = verdictOf(batch);
    const timeMs = deps.clock.nowMs();
    const latencyMs = deps.clock.monotonicMs() - startedMs;
    recordCheck(deps.recorder, call, { planned, verdict, item: 0, timeMs, latencyMs });
    const { limit, remaining, reset, overrideId } = presentCheck(planned, verdict);
    const answer: Answer = { success: batch.passed, limit, remaining, reset };
    if (overrideId !== undefined) answer.overrideId = overrideId;
    return answer;
  };
  const taken = deps.limiter.take([planned.request], deps.clock.nowMs());
  return taken instanceof Promise ? taken.then(finish) : finish(taken);
}

async function create(call: Call<Request>, deps: RpcDeps): Promise<Answer> {
  const { namespace: name } = call.body;
  const ensured = await deps.namespaces.ensure(call, [name]);
  return check(namespaceOf(ensured, name), call, deps);
}

function verdictOf({ verdicts: [verdict] }: BatchVerdict): LimitVerdict {
  if (verdict === undefined) throw new Error('a check came back without a verdict');
  return verdict;
}
