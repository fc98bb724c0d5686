import { BUCKETS_MAX } from '@unlatch/contract/shapes/usage-chart';
import { invalidInput } from '../../domain/problems.js';
import {
  type Buckets,
  type BucketsRequest,
  planBuckets,
  planSpan,
  type Span,
  type SpanFault,
  type SpanRequest,
} from '../../domain/usage-charts/buckets.js';
import type { Missing } from '../../operations/analytics/answer-chart.js';

export function requireBuckets(request: BucketsRequest, nowMs: number): Buckets {
  const planned = planBuckets(request, { nowMs, bucketsMax: BUCKETS_MAX });
  if (planned.kind === 'fault') throw toProblem(planned);
  return planned;
}

/** Whole hours. */
export function requireSpan(request: SpanRequest, nowMs: number): Span {
  const planned = planSpan(request, { nowMs, bucketsMax: BUCKETS_MAX });
  if (planned.kind === 'fault') throw toProblem(planned);
  return planned;
}

function toProblem({ location, message, fix }: SpanFault) {
  return invalidInput(location, message, fix);
}

/** The buckets that sums per hour can fill, and what of the wanted ones they cannot. */
export function bucketsOfSums(wanted: Buckets): { buckets: Buckets; missing: readonly Missing[] } {
  if (wanted.isHourly && wanted.step !== 'minute') return { buckets: wanted, missing: [] };
  const request = {
    from: wanted.startsMs[0] ?? wanted.endMs,
    to: wanted.endMs,
    timeZone: wanted.timeZone,
    step: wanted.step === 'minute' ? ('hour' as const) : wanted.step,
  };
  const missing: Missing[] = wanted.step === 'minute' ? ['minutes'] : [];
  const inZone = requireBuckets(request, wanted.endMs);
  if (inZone.isHourly) return { buckets: inZone, missing };
  const buckets = requireBuckets({ ...request, timeZone: 'UTC' }, wanted.endMs);
  return { buckets, missing: [...missing, 'timeZone'] };
}

/** The fields of an answer that say which buckets it has. */
export function presentBuckets({ step, timeZone, startsMs, endMs }: Buckets) {
  return { from: startsMs[0] ?? endMs, to: endMs, step, timeZone, buckets: startsMs };
}
