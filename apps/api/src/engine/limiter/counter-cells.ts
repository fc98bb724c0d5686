/** What has been used of one limit, in a window and in the one before it. */
export interface Counts {
  readonly current: number;
  readonly previous: number;
}

export interface CounterCell extends Counts {
  /** Of the current window. */
  readonly index: number;
  readonly windowMs: number;
}

/** A counter by itself, wherever it is kept. */
export type KeyedCell = CounterCell & { readonly key: string };

/** How full a limiter's memory is. */
export interface CounterStats {
  readonly size: number;
  readonly evictions: number;
}

/** How many cells are looked at for expired ones whenever one is stored or moved. */
const SWEEP_STEPS = 2;
/**
 * A full half gives up this part of itself at once. To find its oldest entry, a Map walks past the
 * places of all that were deleted before, which may be as many as it holds: one by one, each store
 * of a flood would walk that far.
 */
const DROPPED_SHARE = 1000;

/**
 * A bounded number of counters, in two halves.
 *
 * Most identifiers in a flood come once. A new counter starts on probation, and is kept once it is
 * used again or its limit is used up. Each half is bounded for itself and gives up what has not
 * been asked about for longest. So a flood of new identifiers pushes out its own, while one that is
 * blocked stays blocked; and a flood that fills the kept half leaves newcomers their room, so that
 * their second request still finds the first.
 *
 * Counters of windows that no longer matter are removed by a sweep that goes a few steps with every
 * store: no timer, no pause, and the memory of a past flood comes back with the traffic after it.
 * It goes on with every move as well, of which a flood of denials makes nothing but. Otherwise the
 * sweep would never reach the end of what is moved there; and since V8 keeps each table that a Map
 * has outgrown for as long as an iterator stands in it, the tables would pile up behind the cursor.
 */
export class CounterCells<Cell extends CounterCell = CounterCell> {
  /** How many have had to make room for others. */
  evictions = 0;
  readonly #halfMax: number;
  readonly #droppedAtOnce: number;
  readonly #probation = new Map<string, Cell>();
  readonly #kept = new Map<string, Cell>();
  #swept = this.#probation;
  #cursor = this.#probation.entries();

  constructor({ cellsMax }: { readonly cellsMax: number }) {
    this.#halfMax = Math.ceil(cellsMax / 2);
    this.#droppedAtOnce = Math.ceil(this.#halfMax / DROPPED_SHARE);
  }

  get size(): number {
    return this.#probation.size + this.#kept.size;
  }

  find(name: string): Cell | undefined {
    return this.#kept.get(name) ?? this.#probation.get(name);
  }

  store(
    name: string,
    cell: Cell,
    { isExhausted, nowMs }: { readonly isExhausted: boolean; readonly nowMs: number },
  ): void {
    const isKnown = this.#kept.delete(name) || this.#probation.delete(name);
    const half = isKnown || isExhausted ? this.#kept : this.#probation;
    half.set(name, cell);
    this.#sweep(nowMs);
    if (half.size > this.#halfMax) this.evictions += dropOldest(half, this.#droppedAtOnce);
  }

  /** A denied request counts nothing, but it shows that the counter is needed. */
  touch(name: string, nowMs: number): void {
    const cell = this.#kept.get(name);
    if (cell === undefined) return;
    this.#kept.delete(name);
    this.#kept.set(name, cell);
    this.#sweep(nowMs);
  }

  #sweep(nowMs: number): void {
    for (let step = 0; step < SWEEP_STEPS; step++) this.#sweepOne(nowMs);
  }

  #sweepOne(nowMs: number): void {
    const next = this.#cursor.next();
    if (next.done === true) {
      this.#swept = this.#swept === this.#probation ? this.#kept : this.#probation;
      this.#cursor = this.#swept.entries();
      return;
    }
    const [name, cell] = next.value;
    if (nowMs >= (cell.index + 2) * cell.windowMs) this.#swept.delete(name);
  }
}

function dropOldest(cells: Map<string, CounterCell>, count: number): number {
  let dropped = 0;
  for (const name of cells.keys()) {
    cells.delete(name);
    dropped += 1;
    if (dropped === count) break;
  }
  return dropped;
}

/** A cell tells of two windows; from those beside them, one of the two is in sight, or none. */
export function countsAt(cell: CounterCell | undefined, index: number): Counts {
  if (cell?.index === index) return { current: cell.current, previous: cell.previous };
  if (cell?.index === index - 1) return { current: 0, previous: cell.current };
  if (cell?.index === index + 1) return { current: cell.previous, previous: 0 };
  return { current: 0, previous: 0 };
}
