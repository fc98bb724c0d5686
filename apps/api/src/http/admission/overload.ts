import { Problem } from '../../domain/problems.js';
import type { Traffic } from './traffic.js';

/**
 * Detects that this process has more work than it can do in time, and paces the refusals.
 *
 * Two kinds of requests can pile up, and each has a bound:
 * - Requests that have arrived but have not been read. They wait in the sockets, and one iteration
 *   of the event loop reads all of them. A timer marks where an iteration begins. Once a second
 *   iteration in a row has lasted for TURN_MAX_MS, every request that it still reads is refused. So
 *   the iteration ends, and the next one serves requests again. At full load, work goes on all the
 *   time. A single long iteration is no overload: something has blocked the process, and it catches
 *   up by itself.
 * - Requests that wait for something such as the database. Each holds memory. Beyond WAITING_MAX
 *   every request is refused until some of them are done.
 *
 * A refusal costs nearly half of an answer, mostly for reading and writing HTTP. After an immediate
 * refusal the same client would send its next request at once, and leave no time for answers. So
 * refusals are sent at each tick, for REFUSING_MS and no longer. Until then the connection waits,
 * which costs nothing and keeps its client from sending more.
 *
 * Who changes what: the timer alone moves the mark and sends refusals, in order of arrival. Without
 * load the mark is never older than TICK_MS, and no refusal waits for longer. Full: beyond
 * REFUSALS_WAITING_MAX, refusals are sent at once. Stop: all waiting refusals are sent.
 */
interface OverloadOptions {
  readonly traffic: Pick<Traffic, 'waiting'>;
  /** Milliseconds of a clock that never goes back. */
  readonly nowMs: () => number;
  /** At each tick, for the other parts of admission. */
  readonly beforeRefusals?: () => void;
  readonly onStop?: () => void;
}

const TICK_MS = 50;
/**
 * A request that just misses one iteration waits for two. That is half a second, and leaves as much
 * for the rest of an answer within a second.
 */
const TURN_MAX_MS = 250;
const REFUSING_MS = 5;
/** Each takes about 10 kB. */
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
    this.#options.onStop?.();
    for (const refuse of this.#refusals.splice(0)) refuse();
  }

  /** Whether a request that is read now is to be refused. */
  isTooMuch(nowMs: number): boolean {
    const isBehind = this.#lastTurnMs > TURN_MAX_MS && nowMs - this.#turnStartedMs > TURN_MAX_MS;
    return isBehind || this.#options.traffic.waiting >= WAITING_MAX;
  }

  /** Calls `refuse` at a tick that has time for it. */
  refuseLater(refuse: () => void): void {
    if (this.#refusals.length < REFUSALS_WAITING_MAX) this.#refusals.push(refuse);
    else refuse();
  }

  /** Timers run first in an iteration of the event loop, so an iteration begins here. */
  tick(): void {
    const { nowMs } = this.#options;
    const startedMs = nowMs();
    this.#lastTurnMs = startedMs - this.#turnStartedMs;
    this.#options.beforeRefusals?.();
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

/**
 * One object for all refusals: creating an error for each would cost more than the rest of the
 * refusal.
 */
export const TOO_MUCH = new Problem(
  'unkey/application/service_unavailable',
  'The service has more requests than it can answer at the moment.',
  { retryAfterSeconds: 1 },
);
