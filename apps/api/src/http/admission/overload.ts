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
 * refusals wait for a tick. Until then the connection waits, which costs nothing and keeps its client
 * from sending more.
 *
 * Two kinds wait, each in order of arrival:
 * - Operations that came when there were too many. Each tick refuses them for a tenth of the time
 *   since the last one: the longer an iteration was, the more of them it has let in.
 * - What checks leave no time for: requests below them, and those that fail early, such as with a
 *   wrong key. Reading one costs as much as answering it, and its client may send without end. So
 *   they get a fortieth of the time.
 *
 * Who changes what: the timer alone moves the mark and sends refusals. Without load the mark is never
 * older than TICK_MS, and no refusal waits for longer. Full: beyond REFUSALS_WAITING_MAX of a kind,
 * the further ones are sent at once. Stop: all that wait are sent.
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
/** Each takes about 10 kB. */
const WAITING_MAX = 10_000;
const REFUSALS_WAITING_MAX = 10_000;
const OVERLOAD_SHARE = 0.1;
const BELOW_SHARE = 0.025;
/** After a long block, refusals must not block for long themselves. */
const SENDING_MAX_MS = 30;

export class Overload {
  readonly #options: OverloadOptions;
  #timer: NodeJS.Timeout | undefined;
  #turnStartedMs: number;
  #lastTurnMs = 0;
  readonly #overloaded = new Refusals(OVERLOAD_SHARE);
  readonly #below = new Refusals(BELOW_SHARE);

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
    this.#overloaded.sendAll();
    this.#below.sendAll();
  }

  /** Whether a request that is read now is to be refused. */
  isTooMuch(nowMs: number): boolean {
    const isBehind = this.#lastTurnMs > TURN_MAX_MS && nowMs - this.#turnStartedMs > TURN_MAX_MS;
    return isBehind || this.#options.traffic.waiting >= WAITING_MAX;
  }

  /** For an operation that came when there were too many: refuses it at a tick. */
  refuseLater(refuse: () => void): void {
    this.#overloaded.add(refuse);
  }

  /** For a request that checks leave no time for: refuses it at a tick. */
  refuseBelowChecks(refuse: () => void): void {
    this.#below.add(refuse);
  }

  /** Timers run first in an iteration of the event loop, so an iteration begins here. */
  tick(): void {
    const { nowMs } = this.#options;
    const passedMs = nowMs() - this.#turnStartedMs;
    this.#lastTurnMs = passedMs;
    this.#options.beforeRefusals?.();
    this.#overloaded.send(passedMs, nowMs);
    this.#below.send(passedMs, nowMs);
    this.#turnStartedMs = nowMs();
  }
}

/** Refusals of one kind. */
class Refusals {
  readonly #share: number;
  #waiting: (() => void)[] = [];

  constructor(share: number) {
    this.#share = share;
  }

  add(refuse: () => void): void {
    if (this.#waiting.length < REFUSALS_WAITING_MAX) this.#waiting.push(refuse);
    else refuse();
  }

  /** Sends at least one, and goes on for its share of the time that has passed. */
  send(passedMs: number, nowMs: () => number): void {
    if (this.#waiting.length === 0) return;
    const untilMs = nowMs() + Math.min(this.#share * passedMs, SENDING_MAX_MS);
    let sent = 0;
    for (const refuse of this.#waiting) {
      if (sent > 0 && nowMs() >= untilMs) break;
      refuse();
      sent += 1;
    }
    this.#waiting = this.#waiting.slice(sent);
  }

  sendAll(): void {
    for (const refuse of this.#waiting.splice(0)) refuse();
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
