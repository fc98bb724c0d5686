import { Problem } from '../../domain/problems.js';
import type { Traffic } from './traffic.js';

/**
 * Tells when this process has more to do than it can do in time, and paces the refusals.
 *
 * Two things can pile up in it, and each has a bound:
 * - Requests that have arrived but were not read yet: they wait in the sockets, and one turn of the
 *   event loop reads all that are there. A timer marks where a turn begins. When a second turn in a
 *   row has lasted for TURN_MAX_MS, what it still reads is refused, so it comes to its end, and the
 *   next one serves again. At full load, work goes on all the time. A single long turn is no
 *   overload: something has held the process up, and it catches up by itself.
 * - Requests that wait for the database or the like, each of which holds memory: beyond WAITING_MAX
 *   everything is refused until some of them are done.
 *
 * A refusal costs nearly half of an answer, most of it for reading and writing HTTP. Given at once,
 * refusals would bring the next request of the same clients at once, and leave no time for answers.
 * So they are given at each tick, for REFUSING_MS and no longer. Until then the connection waits,
 * which costs nothing and keeps its client from asking more.
 *
 * Who changes what: the timer alone moves the mark and gives refusals, in order of arrival. Without
 * load the mark is never older than TICK_MS, and a refusal never waits for longer. Full: beyond
 * REFUSALS_WAITING_MAX, refusals are given at once. Stop: all of them are given.
 */
interface OverloadOptions {
  readonly traffic: Pick<Traffic, 'waiting'>;
  /** Milliseconds of a clock that never goes back. */
  readonly nowMs: () => number;
}

const TICK_MS = 50;
/**
 * A request that just misses one iteration waits for two. That leaves half a second for the rest.
 */
const TURN_MAX_MS = 250;
const REFUSING_MS = 5;
/** At about 10 kB each. */
const WAITING_MAX = 10_000;
const REFUSALS_WAITING_MAX = 10_000;

export class Overload {
  readonly #options: OverloadOptions;
  #timer: NodeJS.Timeout | undefined;
  #turnStartedMs: number;
  #lastTurnMs = 0;
  #refusals: (() => void)[] = [];

  constructor(options: OverloadOptions) {
    this.#options = options;
    this.#turnStartedMs = options.nowMs();
  }

  start(): void {
    this.tick();
    this.#timer = setInterval(() => this.tick(), TICK_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    for (const refuse of this.#refusals.splice(0)) refuse();
  }

  /** Whether a request that is read at this moment is one too many. */
  isTooMuch(nowMs: number): boolean {
    const isBehind = this.#lastTurnMs > TURN_MAX_MS && nowMs - this.#turnStartedMs > TURN_MAX_MS;
    return isBehind || this.#options.traffic.waiting >= WAITING_MAX;
  }

  /** Calls `refuse` when there is time for it. */
  refuseLater(refuse: () => void): void {
    if (this.#refusals.length < REFUSALS_WAITING_MAX) this.#refusals.push(refuse);
    else refuse();
  }

  /** Timers run first in a turn of the event loop, so this is where one begins. */
  tick(): void {
    const { nowMs } = this.#options;
    const startedMs = nowMs();
    this.#lastTurnMs = startedMs - this.#turnStartedMs;
    let given = 0;
    for (const refuse of this.#refusals) {
      if (nowMs() - startedMs >= REFUSING_MS) break;
      refuse();
      given += 1;
    }
    this.#refusals = this.#refusals.slice(given);
    this.#turnStartedMs = nowMs();
  }
}

/** One for all: making an error for each would cost more than the rest of the refusal. */
export const TOO_MUCH = new Problem(
  'unkey/application/service_unavailable',
  'The service has more requests than it can answer at the moment.',
  { retryAfterSeconds: 1 },
);
