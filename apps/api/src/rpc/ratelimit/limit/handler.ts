import type { Static } from '@sinclair/typebox';
import { limit as definition } from '@unlatch/contract/operations/ratelimit/limit';
import { namespaceGone } from '../../../domain/not-found.js';
import type { BatchVerdict } from '../../../domain/rate-limit/judge-batch.js';
import type { NamespaceSnapshot } from '../../../domain/rate-limit/namespace.js';
import type { LimitVerdict } from '../../../domain/rate-limit/sliding-window.js';
import { namespaceOf } from '../../../engine/namespaces/namespace-finder.js';
import { implement } from '../../implement.js';
import type { Rights } from '../../rights.js';
import type { Call, RpcDeps } from '../../rpc.js';
import { planCheck, presentCheck, recordCheck } from '../../shared/rate-limit-check.js';

type Request = Static<typeof definition.request>;
type Answer = Static<typeof definition.data>;
type NamespaceRights = Rights<typeof definition.requires>;

/** With warm caches, and with the counters in this process, this answers without a promise. */
export const limit = implement(definition, (call, deps, rights) => {
  const found = deps.namespaces.find(call.caller.workspaceId, call.body.namespace);
  return found instanceof Promise
    ? found.then((namespace) => check(namespace, call, deps, rights))
    : check(found, call, deps, rights);
});

function check(
  namespace: NamespaceSnapshot | null,
  call: Call<Request>,
  deps: RpcDeps,
  rights: NamespaceRights,
): Answer | Promise<Answer> {
  if (namespace === null) return create(call, deps, rights);
  if (namespace.deleted) throw namespaceGone(namespace.name);
  rights.require(call.caller, { namespaceId: namespace.id });
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

async function create(
  call: Call<Request>,
  deps: RpcDeps,
  rights: NamespaceRights,
): Promise<Answer> {
  const { namespace: name } = call.body;
  const ensured = await deps.namespaces.ensure(call, [name], () => 'body.namespace');
  return check(namespaceOf(ensured, name), call, deps, rights);
}

function verdictOf({ verdicts: [verdict] }: BatchVerdict): LimitVerdict {
  if (verdict === undefined) throw new Error('a check came back without a verdict');
  return verdict;
}
