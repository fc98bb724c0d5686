import { AnalyticsFailure } from '../../analytics/failures.js';
import type { AnalyticsSink } from '../../analytics/sink.js';
import { EVENT_KINDS, type EventKind } from '../../domain/event-kind.js';
import { assertTransition, type StateTable } from '../../lib/state-machine.js';
import type { Db } from '../../store/database/database.js';
import { dropOldest, measureBacklog } from '../../store/outbox/backlog.js';
import { type Adoption, adoptEngine } from '../../store/outbox/engines.js';
import { nextGroup, settleGroup } from '../../store/outbox/groups.js';
import { findRowsToMove, moveRows } from '../../store/outbox/move-rows.js';
import type { RelaySession } from '../../store/outbox/relay-session.js';
import { divideGroup } from './divide-group.js';
import { RelayStats } from './relay-stats.js';
import { removeExpired } from './retention.js';
import { Sealer } from './sealer.js';

interface AnalyticsRelayOptions {
  readonly db: Db;
  /** `undefined`: another process is the relay. */
  readonly openSession: () => Promise<RelaySession | undefined>;
  readonly sink: AnalyticsSink;
  /** For what has not been delivered. */
  readonly outboxBytesMax: number;
  /** How long the outbox keeps what was delivered, for an engine that loses its data. */
  readonly deliveredKeptMs: number;
  readonly onFailed: (reason: unknown) => void;
  /** A new engine gets everything again that is still there; a former one gets nothing again. */
  readonly onAdopted: (adoption: Adoption) => void;
  readonly onLost: (events: number) => void;
}

type RelayState = 'STANDBY' | 'LEADING' | 'DELIVERING' | 'STOPPED';

const RELAY: StateTable<RelayState> = {
  name: 'analytics relay',
  next: {
    STANDBY: ['LEADING', 'STOPPED'],
    LEADING: ['DELIVERING', 'STANDBY', 'STOPPED'],
    DELIVERING: ['LEADING', 'STANDBY', 'STOPPED'],
    STOPPED: [],
  },
};

/** What one insert has at most. The engine keeps all of it in memory for a moment. */
const GROUP_BOUNDS = { countMax: 20_000, bytesMax: 8 * 1024 * 1024 };
/** A group as large as this is followed by the next one at once. */
const FULL_ENOUGH = GROUP_BOUNDS.countMax / 2;
const TURN_MS = 5000;
const STANDBY_MS = 10_000;
const RETRY_MIN_MS = 1000;
const RETRY_MAX_MS = 30_000;
const MEASURE_MS = 10_000;
const MOVED_AT_ONCE = 2000;
/** Between two pieces of older rows, so that they take a small part of both databases. */
const MOVE_PAUSE_MS = 250;
/**
 * Rows are looked for so often. Older releases write them, and so does each process for some seconds
 * after the first engine was reached.
 */
const LOOK_MS = 10_000;
const RETENTION_MS = 60 * 60_000;

/**
 * Carries batches of events from the outbox to the analytics engine, and keeps the sums there up to
 * date. One process of all does it at a time.
 *
 * | state | what may happen | what leads to the next |
 * |---|---|---|
 * | STANDBY | – | this process gets the lock: LEADING |
 * | LEADING | the outbox is measured, and the oldest batches give way when it is full | the engine has its tables: DELIVERING; the lock is lost: STANDBY |
 * | DELIVERING | groups are sent, days are sealed, older rows are moved, old days are removed | the engine fails: LEADING; the lock is lost: STANDBY |
 * | STOPPED | – | – |
 *
 * `stop` leads from each state to STOPPED. All work is done in turns, one after the other.
 *
 * Delivery of a group, and what a kill after each step means:
 *
 * | step | killed after it |
 * |---|---|
 * | formed, in a transaction | the next relay finds the group and sends it |
 * | sent | it is sent again; the engine knows its token, so it adds nothing |
 * | acknowledged | the same |
 * | settled, in a transaction with the change of its days | nothing is left to do |
 *
 * A process that has lost the lock without noticing sends at most the group that the next relay
 * sends first, under the same token. Its request ends after a minute, and the engine remembers
 * thousands of inserts.
 *
 * Invariants:
 * 1. Each event of the outbox is in the engine once, or set aside, or counted as lost.
 * 2. No request waits for any of this. While the engine is away, batches wait in the outbox.
 * 3. The outbox keeps to its bound: beyond it, the oldest batches are lost, and counted.
 */
export class AnalyticsRelay {
  readonly stats = new RelayStats();
  readonly #options: AnalyticsRelayOptions;
  readonly #sealer: Sealer;
  #state: RelayState = 'STANDBY';
  #session: RelaySession | undefined;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();
  #failures = 0;
  #measuredAtMs = Number.NEGATIVE_INFINITY;
  #lookAtMs = Number.NEGATIVE_INFINITY;
  #cleanedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: AnalyticsRelayOptions) {
    this.#options = options;
    this.#sealer = new Sealer({ ...options, stats: this.stats });
  }

  get state(): RelayState {
    return this.#state;
  }

  start(): void {
    this.#turn = this.#runTurn();
  }

  /** Does one turn. Returns how long the next one may wait. Throws what has failed. */
  async turn(): Promise<number> {
    const session = await this.#lead();
    if (session === undefined) return STANDBY_MS;
    await this.#keepBounds(session);
    await this.#prepare(session);
    let pauseMs = TURN_MS;
    for (const kind of EVENT_KINDS) {
      if (await this.#deliver(session, kind)) pauseMs = 0;
    }
    if (await this.#sealer.sealNext(session)) pauseMs = 0;
    if (await this.#moveOlder(session)) pauseMs = Math.min(pauseMs, MOVE_PAUSE_MS);
    await this.#removeOld(session);
    return pauseMs;
  }

  async stop(): Promise<void> {
    if (this.#state !== 'STOPPED') this.#enter('STOPPED');
    clearTimeout(this.#timer);
    // Ends the request under way, so that the turn ends soon.
    await this.#options.sink.close();
    await this.#turn;
    await this.#session?.close();
  }

  async #runTurn(): Promise<void> {
    let pauseMs: number;
    try {
      pauseMs = await this.turn();
      this.#failures = 0;
    } catch (reason) {
      pauseMs = await this.#afterFailure(reason);
    }
    if (this.#state === 'STOPPED') return;
    this.#timer = setTimeout(() => this.start(), pauseMs);
  }

  /** The engine may be back soon. Anything else is a matter of the database, and of the lock. */
  async #afterFailure(reason: unknown): Promise<number> {
    if (this.#state === 'STOPPED') return 0;
    this.stats.failedTurns += 1;
    this.stats.isEngineUp = false;
    if (this.#failures === 0) this.#options.onFailed(reason);
    this.#failures += 1;
    if (reason instanceof AnalyticsFailure) {
      if (this.#state === 'DELIVERING') this.#enter('LEADING');
    } else {
      await this.#stepDown();
    }
    return Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** (this.#failures - 1));
  }

  async #stepDown(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    this.stats.stepDown();
    if (this.#state !== 'STANDBY') this.#enter('STANDBY');
    await session?.close().catch(() => undefined);
  }

  #enter(next: RelayState): void {
    assertTransition(RELAY, this.#state, next);
    this.#state = next;
  }

  async #lead(): Promise<RelaySession | undefined> {
    if (this.#state === 'STANDBY') {
      const session = await this.#options.openSession();
      if (session === undefined) return undefined;
      // The process may have been stopped since then.
      if (this.state === 'STOPPED') {
        await session.close();
        return undefined;
      }
      this.#session = session;
      this.#enter('LEADING');
      this.stats.isLeading = true;
    }
    return this.#session;
  }

  async #prepare(session: RelaySession): Promise<void> {
    if (this.#state !== 'LEADING') return;
    const { sink, onAdopted } = this.#options;
    const id = await sink.prepare();
    const adoption = await session.inTurn((tx) => adoptEngine(tx, id));
    onAdopted(adoption);
    if (this.state === 'LEADING') this.#enter('DELIVERING');
    this.stats.isEngineUp = true;
  }

  async #keepBounds(session: RelaySession): Promise<void> {
    if (!this.#isTime(this.#measuredAtMs, MEASURE_MS)) return;
    const { db, outboxBytesMax, onLost } = this.#options;
    const backlog = await measureBacklog(db);
    await this.#sealer.measure();
    this.stats.backlog = backlog;
    this.#measuredAtMs = performance.now();
    const excess = backlog.bytes - outboxBytesMax;
    if (excess <= 0) return;
    const lost = await session.inTurn((tx) => dropOldest(tx, excess));
    if (lost === 0) return;
    this.stats.events.lost += lost;
    onLost(lost);
    // There may be more, which the next turn measures.
    this.#measuredAtMs = Number.NEGATIVE_INFINITY;
  }

  /** Returns whether more is waiting. */
  async #deliver(session: RelaySession, kind: EventKind): Promise<boolean> {
    const group = await session.inTurn((tx) => nextGroup(tx, kind, GROUP_BOUNDS));
    if (group === undefined) return false;
    const payloads = group.batches.map(({ payload }) => payload);
    try {
      await this.#options.sink.insert({ kind, token: group.id, payloads });
    } catch (reason) {
      if (!(reason instanceof AnalyticsFailure) || reason.kind !== 'data') throw reason;
      const refused = await divideGroup(session, group);
      this.stats.events.refused += refused;
      if (refused > 0) this.#options.onFailed(reason);
      return true;
    }
    await session.inTurn((tx) => settleGroup(tx, group, ROLLUP_OF[kind]));
    this.stats.events.delivered += group.count;
    this.stats.groups += 1;
    return group.isFormer || group.count >= FULL_ENOUGH;
  }

  async #moveOlder(session: RelaySession): Promise<boolean> {
    if (!this.#isTime(this.#lookAtMs, LOOK_MS)) return false;
    const found = await findRowsToMove(this.#options.db);
    if (found === undefined) {
      this.#lookAtMs = performance.now();
      return false;
    }
    const moved = await session.inTurn((tx) => moveRows(tx, found, MOVED_AT_ONCE));
    this.stats.events.moved += moved;
    return true;
  }

  async #removeOld(session: RelaySession): Promise<void> {
    if (!this.#isTime(this.#cleanedAtMs, RETENTION_MS)) return;
    await removeExpired({ session, ...this.#options });
    this.#cleanedAtMs = performance.now();
  }

  #isTime(lastMs: number, intervalMs: number): boolean {
    return performance.now() - lastMs >= intervalMs;
  }
}

/** The sums that change with the events of a kind. */
const ROLLUP_OF = { verification: 'verifications', limit_check: 'limit_checks' } as const;
