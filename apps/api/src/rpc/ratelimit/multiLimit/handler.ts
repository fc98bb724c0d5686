import type { Static } from '@sinclair/typebox';
import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-ratelimit.js';
import type { BatchVerdict } from '../../../domain/rate-limit/judge-batch.js';
import type { NamespaceSnapshot } from '../../../domain/rate-limit/namespace.js';
import type { LimitVerdict } from '../../../domain/rate-limit/sliding-window.js';
import { namespaceKey } from '../../../engine/caches.js';
import { type Call, implementRpc, type RpcDeps } from '../../define-rpc.js';
import { namespaceGone, refuseUnknownId } from '../../shared/namespace.js';
import {
  type PlannedCheck,
  planCheck,
  presentCheck,
  recordCheck,
} from '../../shared/rate-limit-check.js';
import { definition } from './schema.js';

type Request = Static<typeof definition.request>;
type Answer = Static<typeof definition.data>;
type Namespaces = ReadonlyMap<string, NamespaceSnapshot>;

export const multiLimit = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const namespaces = await ensureNamespaces(call, deps);
  authorize(caller, requirements.limitEach([...namespaces.values()].map(({ id }) => id)));
  const deleted = [...namespaces.values()].find((namespace) => namespace.deleted);
  if (deleted !== undefined) throw namespaceGone(deleted.name);
  const planned = body.map((check) => planCheck(namespaceOf(namespaces, check.namespace), check));
  const requests = planned.map(({ request }) => request);
  const timeMs = deps.clock.nowMs();
  const startedMs = deps.clock.monotonicMs();
  const verdict = await deps.limiter.take(requests, timeMs);
  const latencyMs = (deps.clock.monotonicMs() - startedMs) / planned.length;
  planned.forEach((check, item) => {
    const judged = { planned: check, verdict: verdictOf(verdict, item), item, timeMs, latencyMs };
    recordCheck(deps.recorder, call, judged);
  });
  return present(body, planned, verdict);
});

/** Every namespace of the request by the text that names it, new ones made together or not at all. */
async function ensureNamespaces(call: Call<Request>, deps: RpcDeps): Promise<Namespaces> {
  const names = [...new Set(call.body.map((check) => check.namespace))];
  const { found, missing } = await findNamespaces(names, call, deps);
  if (missing.length === 0) return found;
  missing.forEach(refuseUnknownId);
  authorize(call.caller, requirements.createNamespace());
  authorize(call.caller, requirements.limitAll());
  await deps.createNamespaces(call, missing);
  const created = await findNamespaces(missing, call, deps);
  return new Map([...found, ...created.found]);
}

async function findNamespaces(names: readonly string[], { caller }: Call<Request>, deps: RpcDeps) {
  const { workspaceId } = caller;
  const namespaces = await Promise.all(
    names.map(async (idOrName) =>
      deps.caches.namespaces.get(namespaceKey({ workspaceId, idOrName })),
    ),
  );
  const found = new Map<string, NamespaceSnapshot>();
  const missing: string[] = [];
  names.forEach((name, index) => {
    const namespace = namespaces[index];
    if (namespace === null || namespace === undefined) missing.push(name);
    else found.set(name, namespace);
  });
  return { found, missing };
}

function namespaceOf(namespaces: Namespaces, name: string): NamespaceSnapshot {
  const namespace = namespaces.get(name);
  if (namespace === undefined) throw new Error('a namespace that was just made is missing');
  return namespace;
}

function present(body: Request, planned: readonly PlannedCheck[], batch: BatchVerdict): Answer {
  const limits = planned.map((check, index) => {
    const { namespace = '', identifier = '' } = body[index] ?? {};
    const verdict = verdictOf(batch, index);
    const { limit, remaining, reset, overrideId } = presentCheck(check, verdict);
    const judged: Answer['limits'][number] = {
      namespace,
      identifier,
      passed: verdict.passed,
      limit,
      remaining,
      reset,
    };
    if (overrideId !== undefined) judged.overrideId = overrideId;
    return judged;
  });
  return { passed: batch.passed, limits };
}

function verdictOf({ verdicts }: BatchVerdict, index: number): LimitVerdict {
  const verdict = verdicts[index];
  if (verdict === undefined) throw new Error('a check came back without a verdict');
  return verdict;
}
