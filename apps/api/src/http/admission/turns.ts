import type { Priority } from '@unlatch/contract';
import type { SpareTime } from './spare-time.js';

/**
 * Decides when a request below checks may begin. Checks never wait here.
 *
 * | state of a request | what leads to the next |
 * |---|---|
 * | WAITING | its turn comes, or it has waited for too long, or its client leaves |
 * | UNDER_WAY | its answer is complete, or its connection closes |
 *
 * Invariants:
 * - At most `underWayMax` requests of a priority are under way, so their memory is bounded.
 * - A request begins only while there is spare time, so checks keep theirs.
 * - At each tick the most urgent requests begin first, within a priority in order of arrival. Under
 *   pressure documents are refused first, then charts, lists and changes.
 * - A request waits `waitMs` at most, and is then refused.
 *
 * Probes are never refused, only delayed: each tick gives PROBES_PER_TICK of them their turn, and
 * more if there is spare time. The first of each client comes before the second of any. So a flood
 * of probes does not delay those of a supervisor at another address.
 *
 * Full: a request beyond `waitingMax` is refused at once. While answers that clients do not read
 * fill the memory for them, lists and charts are refused too. Stop: everything that waits begins.
 */
interface TurnsOptions {
  readonly spareTime: SpareTime;
  /** Milliseconds of a clock that never goes back. */
  readonly nowMs: () => number;
  /** Whether the memory for answers that are not taken is nearly used up. */
  readonly isMemoryFull: () => boolean;
}

/** A request at the door. */
export interface Arrival {
  /** An estimate of what it costs this process. */
  readonly costMs: number;
  begin(): void;
  refuse(): void;
  /** Whether its client has left. */
  isGone(): boolean;
  /** Its network. */
  client(): string;
}

/** What a turn is asked for. Probes come before everything. */
export type TurnPriority = Exclude<Priority, 'check'> | 'probe';

interface Queue {
  readonly priority: TurnPriority;
  readonly underWayMax: number;
  readonly waitingMax: number;
  readonly waitMs: number;
  underWay: number;
  waiting: (Arrival & { readonly sinceMs: number })[];
}

/** Each probe costs at most 0.05 ms, so these cost two hundredths of the time. */
const PROBES_PER_TICK = 20;

export class Turns {
  readonly #options: TurnsOptions;
  /** The most urgent first. */
  readonly #queues: readonly Queue[] = [
    queue('probe', { underWayMax: Infinity, waitingMax: 10_000, waitMs: Infinity }),
    queue('change', { underWayMax: 100, waitingMax: 1000, waitMs: 5000 }),
    queue('list', { underWayMax: 8, waitingMax: 500, waitMs: 5000 }),
    queue('chart', { underWayMax: 4, waitingMax: 100, waitMs: 5000 }),
    queue('document', { underWayMax: 8, waitingMax: 100, waitMs: 1000 }),
  ];
  readonly #byPriority = new Map(this.#queues.map((one) => [one.priority, one]));
  /** A turn can end before the next one is given. Then the loop that gave it goes on. */
  #isAdvancing = false;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** Calls `begin` or `refuse` of the arrival, now or later. */
  enter(priority: TurnPriority, arrival: Arrival): void {
    const place = this.#queueOf(priority);
    if (this.#mustRefuse(place)) arrival.refuse();
    else if (place.waiting.length === 0 && this.#mayBegin(place, arrival)) begin(place, arrival);
    else if (place.waiting.length >= place.waitingMax) arrival.refuse();
    else place.waiting.push({ ...arrival, sinceMs: this.#options.nowMs() });
  }

  /** The request is no longer under way. `costMs`: what it cost beyond the estimate. */
  leave(priority: TurnPriority, costMs = 0): void {
    const place = this.#queueOf(priority);
    if (place.underWay === 0) throw new Error(`no ${priority} is under way`);
    place.underWay -= 1;
    this.#options.spareTime.charge(costMs);
    this.#advance(place);
  }

  tick(): void {
    const nowMs = this.#options.nowMs();
    for (const place of this.#queues) {
      if (place.waiting.length === 0) continue;
      if (place.priority === 'probe') beginFairly(place, PROBES_PER_TICK);
      this.#advance(place);
      refuseLate(place, nowMs);
    }
  }

  stop(): void {
    for (const place of this.#queues) beginFirst(place, place.waiting.length);
  }

  #mustRefuse({ priority }: Queue): boolean {
    return (priority === 'list' || priority === 'chart') && this.#options.isMemoryFull();
  }

  #mayBegin({ underWay, underWayMax }: Queue, { costMs }: Arrival): boolean {
    return underWay < underWayMax && this.#options.spareTime.take(costMs);
  }

  /** Gives turns to the requests that wait longest, until the first that must wait on. */
  #advance(place: Queue): void {
    if (this.#isAdvancing) return;
    this.#isAdvancing = true;
    for (let next = place.waiting[0]; next !== undefined; next = place.waiting[0]) {
      const isGone = next.isGone();
      if (!isGone && !this.#mayBegin(place, next)) break;
      place.waiting.shift();
      if (isGone) next.refuse();
      else begin(place, next);
    }
    this.#isAdvancing = false;
  }

  #queueOf(priority: TurnPriority): Queue {
    const found = this.#byPriority.get(priority);
    if (found === undefined) throw new Error(`${priority} has no queue`);
    return found;
  }
}

function queue(
  priority: TurnPriority,
  bounds: Pick<Queue, 'underWayMax' | 'waitingMax' | 'waitMs'>,
): Queue {
  return { priority, ...bounds, underWay: 0, waiting: [] };
}

function begin(place: Queue, arrival: Arrival): void {
  place.underWay += 1;
  arrival.begin();
}

function beginFirst(place: Queue, count: number): void {
  for (const arrival of place.waiting.splice(0, count)) begin(place, arrival);
}

/** Clients in turn. Looks through all that wait, so it is for a queue with few turns. */
function beginFairly(place: Queue, count: number): void {
  const clients = new Set<string>();
  const chosen = new Set<Arrival>();
  for (const arrival of place.waiting) {
    if (chosen.size === count) break;
    const client = arrival.client();
    if (clients.has(client)) continue;
    clients.add(client);
    chosen.add(arrival);
  }
  const waiting = place.waiting.filter((arrival) => !chosen.has(arrival));
  const more = waiting.splice(0, count - chosen.size);
  place.waiting = waiting;
  for (const arrival of [...chosen, ...more]) begin(place, arrival);
}

/** In order of arrival, so the first that is in time ends the search. */
function refuseLate({ waiting, waitMs }: Queue, nowMs: number): void {
  const inTime = waiting.findIndex(({ sinceMs }) => nowMs - sinceMs <= waitMs);
  const late = waiting.splice(0, inTime < 0 ? waiting.length : inTime);
  for (const arrival of late) arrival.refuse();
}
