import { type BatchVerdict, judgeBatch } from '../../domain/rate-limit/judge-batch.js';
import { windowIndex } from '../../domain/rate-limit/sliding-window.js';
import type { Counts } from './counter-cells.js';
import { counterName, digestName, type LimitRequest } from './limiter.js';

/** One counter at the time of one request. */
export interface CounterUse {
  /** Its place among the counters of the call. */
  readonly position: number;
  readonly key: string;
  readonly windowMs: number;
  readonly index: number;
  /** The cost of the whole request on this counter. */
  cost: number;
  /** The lowest of the limits that the request puts on it. */
  limitMin: number;
}

/** A request with its counters: each once, although several limits may be on the same one. */
export interface LimitCall {
  readonly nowMs: number;
  readonly requests: readonly LimitRequest[];
  readonly counters: readonly CounterUse[];
  /** `counterOf[i]` is the counter of `requests[i]`. */
  readonly counterOf: readonly CounterUse[];
}

/** 132 bits: an attacker cannot find a second identifier with the same counter. */
const KEY_DIGITS = 22;

export function planCall(requests: readonly LimitRequest[], nowMs: number): LimitCall {
  const counters = new Map<string, CounterUse>();
  const counterOf = requests.map((request) => {
    const { windowMs, cost, limit } = request;
    const key = counterKey(request);
    const known = counters.get(key);
    if (known === undefined) {
      const index = windowIndex(nowMs, windowMs);
      const position = counters.size;
      const counter = { position, key, windowMs, index, cost, limitMin: limit };
      counters.set(key, counter);
      return counter;
    }
    known.cost += cost;
    known.limitMin = Math.min(known.limitMin, limit);
    return known;
  });
  return { nowMs, requests, counters: [...counters.values()], counterOf };
}

export function judgeCall(
  call: LimitCall,
  countsOf: (counter: CounterUse) => Counts,
): BatchVerdict {
  const items = call.counterOf.map((counter, position) => {
    const { limit = 0, cost = 0 } = call.requests[position] ?? {};
    const { current, previous } = countsOf(counter);
    return { limit, cost, windowMs: counter.windowMs, counter, current, previous };
  });
  return judgeBatch({ nowMs: call.nowMs, items });
}

/**
 * The workspace of a counter, as written in its key. All counters of one workspace share a slot.
 */
export function slotOf(key: string): string {
  return key.slice(0, key.indexOf('}'));
}

/** A name of fixed length, whatever the identifier holds. */
function counterKey(request: LimitRequest): string {
  const digest = digestName(counterName(request)).slice(0, KEY_DIGITS);
  // Joined to save memory, as in `counterName`.
  return ['unlatch:{', request.workspaceId, '}:', digest].join('');
}
