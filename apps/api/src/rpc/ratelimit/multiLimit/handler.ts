import type { Static } from '@sinclair/typebox';
import { multiLimit as definition } from '@unlatch/contract/operations/ratelimit/multiLimit';
import { namespaceGone } from '../../../domain/not-found.js';
import type { BatchVerdict } from '../../../domain/rate-limit/judge-batch.js';
import type { LimitVerdict } from '../../../domain/rate-limit/sliding-window.js';
import { namespaceOf } from '../../../engine/namespaces/namespace-finder.js';
import { implement } from '../../implement.js';
import {
  type PlannedCheck,
  planCheck,
  presentCheck,
  recordCheck,
} from '../../shared/rate-limit-check.js';

type Request = Static<typeof definition.request>;
type Answer = Static<typeof definition.data>;

export const multiLimit = implement(definition, async (call, deps, rights) => {
  const { body, caller } = call;
  const names = new Set(body.map((check) => check.namespace));
  const locate = (name: string) =>
    `body[${body.findIndex(({ namespace }) => namespace === name)}].namespace`;
  const namespaces = await deps.namespaces.ensure(call, [...names], locate);
  rights.require(caller, { namespaceId: [...namespaces.values()].map(({ id }) => id) });
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
