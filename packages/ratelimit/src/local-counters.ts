/**
 * Decides from memory, for the async mode, and says what has to be told to the service. No timers
 * and no requests; `local-first.ts` has those.
 *
 * A counter holds `remaining`, as the service last told it; `unsent`, what was let through since;
 * and `inFlight`, what the service was told or asked and has not answered. Invariants:
 *
 * - Something is let through only while `unsent` and `inFlight` stay within `remaining`, and only
 *   until the window of that answer ends. Hence no process lets more than the limit through in a
 *   window, and what the service has not counted is, for each process, at most the limit.
 * - What the service refused to count, because others were faster, stays owed: until it is counted,
 *   or no window reaches back to it, nothing more is let through without asking. An override has
 *   windows of a length that answers do not tell; there the next window that is seen is the last
 *   that reaches back.
 * - What was sent and got no answer is taken as counted, because to count twice would take from
 *   somebody what is theirs.
 * - An answer that was overtaken by another one can lower `remaining` but not raise it.
 *
 * Bounded: at most 10 000 counters. Of those that owe nothing, the one that was unused for the
 * longest time makes room. If all owe, the new identifier gets no counter, and the service is asked
 * every time.
 */
import { type Check, keyOf } from './check.js';
import type { RatelimitResponse } from './response.js';

const COUNTERS_MAX = 10_000;

/** The service takes no longer ones. */
const WINDOW_MAX_MS = 30 * 86_400_000;

interface Counter {
  readonly check: Check;
  answer: RatelimitResponse | undefined;
  remaining: number;
  /** A smaller cost may still fit although `remaining` is 0: a refusal does not tell. */
  refusedCost: number;
  unsent: number;
  inFlight: number;
  /** How many answers have come in. */
  answers: number;
  /** Whether something was let through or refused since the service was last asked. */
  isDue: boolean;
  refused: Refused | undefined;
}

/** That the service refused to count something, since when, and for how long it matters. */
interface Refused {
  /** The end of the window in which it first did. */
  readonly reset: number;
  /** When no window reaches back to it any more. */
  readonly forgiveAtMs: number;
}

/** What is on its way to the service for one counter. */
export interface Sending {
  readonly check: Check;
  /** What was let through already. */
  readonly owed: number;
  /** What is asked about. */
  readonly cost: number;
  readonly counter: Counter;
  readonly answersBefore: number;
}

export class LocalCounters {
  readonly #counters = new Map<string, Counter>();

  /** The answer, if it can be given from memory. */
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

  /** Takes out what has to be told to the service. */
  takeDue(nowMs: number): Sending[] {
    const due: Sending[] = [];
    for (const [key, counter] of this.#counters) {
      const isOver = (counter.answer?.reset ?? 0) <= nowMs;
      if (isOver && !owes(counter, nowMs)) this.#counters.delete(key);
      else if (counter.isDue) due.push(send(counter, 0, nowMs));
    }
    return due;
  }

  /** Before the service is asked about a request: what it has to be told along with it. */
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

  /** Whether there is room now. */
  #makeRoom(nowMs: number): boolean {
    if (this.#counters.size < COUNTERS_MAX) return true;
    for (const [key, counter] of this.#counters) {
      if (!owes(counter, nowMs)) return this.#counters.delete(key);
    }
    return false;
  }
}

/** Drops the debt first if it is over, so that it holds no place although nobody comes back. */
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

/** Takes note of the answer to what was sent, undefined if there was none. */
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
  // Without what was asked about it may fit. If it did not on its own, it waits for a request.
  counter.isDue ||= cost > 0;
}

function refuse({ refused, check }: Counter, answer: RatelimitResponse): Refused {
  const { reset, overrideId } = answer;
  if (refused === undefined) {
    const windowMs = overrideId === undefined ? check.duration : WINDOW_MAX_MS;
    return { reset, forgiveAtMs: reset + windowMs };
  }
  // Also if it ends earlier, because the override, and with it the counter, is another one by now.
  const forgiveAtMs = reset === refused.reset ? refused.forgiveAtMs : reset;
  return { ...refused, forgiveAtMs: Math.min(refused.forgiveAtMs, forgiveAtMs) };
}
