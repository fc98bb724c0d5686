/**
 * Decides from memory, for the async mode, and collects the usage to report to the service. It has
 * no timers and sends no requests; `local-first.ts` does.
 *
 * A counter has three figures. `remaining` is from the last answer of the service. `unsent` is the
 * usage since then. `inFlight` is the usage in requests without an answer so far. Invariants:
 *
 * - A request is allowed only while `unsent` and `inFlight` stay within `remaining`, and only until
 *   the window of that answer ends. So no process allows more than the limit in a window. For each
 *   process, the uncounted usage is at most the limit.
 * - Usage that the service refused to count, because other processes were faster, is a debt. Until
 *   the service counts it, or no window covers it any more, nothing more is allowed without asking.
 *   Answers do not contain the window length of an override. There, the next window in an answer is
 *   the last that covers the debt.
 * - Usage in a request without an answer is treated as counted. To report it twice could take quota
 *   from other processes.
 * - An answer that arrives after a later one can lower `remaining` but not raise it.
 *
 * Bounded: at most 10 000 counters. The least recently used one without a debt is evicted. If all
 * have a debt, a new identifier gets no counter, and the service is asked each time.
 */
import { type Check, keyOf } from './check.js';
import type { RatelimitResponse } from './response.js';

const COUNTERS_MAX = 10_000;

/** The longest window that the service accepts. */
const WINDOW_MAX_MS = 30 * 86_400_000;

interface Counter {
  readonly check: Check;
  answer: RatelimitResponse | undefined;
  remaining: number;
  /** A smaller cost may still fit although `remaining` is 0: a refusal does not say. */
  refusedCost: number;
  unsent: number;
  inFlight: number;
  /** How many answers have arrived. */
  answers: number;
  /** Whether a request was allowed or refused since the service was last asked. */
  isDue: boolean;
  refused: Refused | undefined;
}

/** A debt: usage that the service refused to count, since when, and until when it matters. */
interface Refused {
  /** The end of the window of the first refusal. */
  readonly reset: number;
  /** When no window covers it any more. */
  readonly forgiveAtMs: number;
}

/** The part of a request to the service that concerns one counter. */
export interface Sending {
  readonly check: Check;
  /** Usage that was already allowed. */
  readonly owed: number;
  /** The cost to decide on. */
  readonly cost: number;
  readonly counter: Counter;
  readonly answersBefore: number;
}

export class LocalCounters {
  readonly #counters = new Map<string, Counter>();

  /** The answer, if memory is enough for it. */
  decide(check: Check, nowMs: number): RatelimitResponse | undefined {
    const key = keyOf(check);
    const counter = this.#counters.get(key);
    if (counter?.answer === undefined || counter.answer.reset <= nowMs) return undefined;
    this.#counters.delete(key);
    this.#counters.set(key, counter);
    const left = counter.remaining - counter.unsent - counter.inFlight - check.cost;
    const success = left >= 0;
    if (!success && check.cost < counter.refusedCost) return undefined;
    if (success) counter.unsent += check.cost;
    counter.isDue ||= !success || check.cost > 0;
    return { ...counter.answer, success, remaining: Math.max(0, success ? left : 0) };
  }

  get hasDue(): boolean {
    for (const counter of this.#counters.values()) if (counter.isDue) return true;
    return false;
  }

  /** Takes the usage that must be reported to the service. */
  takeDue(nowMs: number): Sending[] {
    const due: Sending[] = [];
    for (const [key, counter] of this.#counters) {
      const isOver = (counter.answer?.reset ?? 0) <= nowMs;
      if (isOver && !owes(counter, nowMs)) this.#counters.delete(key);
      else if (counter.isDue) due.push(send(counter, 0, nowMs));
    }
    return due;
  }

  /** The usage to report along with a request to the service. */
  take(check: Check, nowMs: number): Sending {
    return send(this.#counters.get(keyOf(check)) ?? this.#add(check, nowMs), check.cost, nowMs);
  }

  #add(check: Check, nowMs: number): Counter {
    const counter: Counter = {
      check,
      answer: undefined,
      remaining: Number.POSITIVE_INFINITY,
      refusedCost: 0,
      unsent: 0,
      inFlight: 0,
      answers: 0,
      isDue: false,
      refused: undefined,
    };
    if (this.#makeRoom(nowMs)) this.#counters.set(keyOf(check), counter);
    return counter;
  }

  /** Whether a counter can be added now. */
  #makeRoom(nowMs: number): boolean {
    if (this.#counters.size < COUNTERS_MAX) return true;
    for (const [key, counter] of this.#counters) {
      if (!owes(counter, nowMs)) return this.#counters.delete(key);
    }
    return false;
  }
}

/** Drops an expired debt first, so that it does not keep its counter without another request. */
function owes(counter: Counter, nowMs: number): boolean {
  if (counter.refused !== undefined && counter.refused.forgiveAtMs <= nowMs) {
    counter.unsent = 0;
    counter.refused = undefined;
  }
  return counter.unsent + counter.inFlight > 0;
}

function send(counter: Counter, cost: number, nowMs: number): Sending {
  const owed = owes(counter, nowMs) ? counter.unsent : 0;
  counter.unsent = 0;
  counter.inFlight += owed + cost;
  counter.isDue = false;
  return { check: counter.check, owed, cost, counter, answersBefore: counter.answers };
}

/** Records the answer to a report; undefined if there was none. */
export function settle(sending: Sending, answer: RatelimitResponse | undefined): void {
  const { counter, owed, cost, answersBefore } = sending;
  counter.inFlight -= owed + cost;
  if (answer === undefined) {
    counter.remaining = Math.max(0, counter.remaining - owed - cost);
    return;
  }
  const wasOvertaken = counter.answers !== answersBefore;
  counter.answers += 1;
  const remainingMax = wasOvertaken ? counter.remaining : Number.POSITIVE_INFINITY;
  counter.remaining = Math.min(answer.remaining, remainingMax);
  if (!wasOvertaken || counter.answer === undefined || answer.reset > counter.answer.reset) {
    counter.answer = answer;
  }
  if (answer.success) {
    counter.refusedCost = 0;
    if (owed > 0) counter.refused = undefined;
    return;
  }
  counter.remaining = 0;
  counter.refusedCost = cost;
  if (owed === 0) return;
  counter.unsent += owed;
  if (!wasOvertaken || counter.refused === undefined) counter.refused = refuse(counter, answer);
  // Without the requested cost, the debt may fit. If it did not fit alone, it waits for a request.
  counter.isDue ||= cost > 0;
}

function refuse({ refused, check }: Counter, answer: RatelimitResponse): Refused {
  const { reset, overrideId } = answer;
  if (refused === undefined) {
    const windowMs = overrideId === undefined ? check.duration : WINDOW_MAX_MS;
    return { reset, forgiveAtMs: reset + windowMs };
  }
  // Also if the window ends earlier: then the override, and with it the counter, has changed.
  const forgiveAtMs = reset === refused.reset ? refused.forgiveAtMs : reset;
  return { ...refused, forgiveAtMs: Math.min(refused.forgiveAtMs, forgiveAtMs) };
}
