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

/** A counter with its name, to send or store it by itself. */
export type KeyedCell = CounterCell & { readonly key: string };

/** How full a limiter's memory is. */
export interface CounterStats {
  readonly size: number;
  readonly evictions: number;
}

/** How many cells are checked for expiry whenever one is stored or moved. */
const SWEEP_STEPS = 2;
/**
 * When a part is full, this share of it is evicted at once. To find its oldest entry, a Map walks
 * past the places of all deleted ones, which may be as many as it holds. With single evictions,
 * each store of a flood would walk that far.
 */
const DROPPED_SHARE = 1000;

/**
 * A bounded number of counters in three parts, each with a bound of its own:
 *
 * - newcomers, used once and with something left: a quarter of the capacity,
 * - spent counters, used once, by a request that used them up or found them used up: a quarter,
 * - known counters, asked about again, even if denied: half.
 *
 * Each part evicts the counter that was least recently asked about, so a counter is evicted only
 * for others of its own kind. Most identifiers in a flood come once, and evict newcomers. Those
 * with a limit of 1, or a cost as high as their limit, evict spent counters.
 *
 * A caller that is denied has asked again, so its counter is known. It is evicted only after
 * counters that were asked about twice have filled half of the capacity since its last request. A
 * flood needs two checks for each of them, and a caller that goes on asking during the flood stays
 * blocked. A caller that used up its limit with one request and has not come back is evicted only
 * after such callers fill a quarter of the capacity. Nothing tells them apart. A flood of known
 * counters leaves newcomers their capacity, so their second request finds the first.
 *
 * A sweep removes counters of windows that no longer matter. It goes a few steps with every store,
 * so there is no timer and no pause. The traffic after a flood frees the memory of the flood. The
 * sweep also goes on with every move, because a flood of denials moves counters and stores none.
 * Otherwise it would never reach the end of a part whose counters move. V8 keeps each table that a
 * Map has outgrown for as long as an iterator stands in it. So the tables would pile up behind the
 * cursor.
 */
export class CounterCells<Cell extends CounterCell = CounterCell> {
  /** How many counters were evicted to make room for others. */
  evictions = 0;
  readonly #newcomers: Part<Cell>;
  readonly #spent: Part<Cell>;
  readonly #known: Part<Cell>;
  #swept: Part<Cell>;
  #cursor: MapIterator<[string, Cell]>;

  constructor({ cellsMax }: { readonly cellsMax: number }) {
    const quarter = Math.ceil(cellsMax / 4);
    this.#newcomers = { cells: new Map(), cellsMax: quarter };
    this.#spent = { cells: new Map(), cellsMax: quarter };
    this.#known = { cells: new Map(), cellsMax: Math.ceil(cellsMax / 2) };
    this.#swept = this.#newcomers;
    this.#cursor = this.#swept.cells.entries();
  }

  get size(): number {
    return this.#newcomers.cells.size + this.#spent.cells.size + this.#known.cells.size;
  }

  find(name: string): Cell | undefined {
    return (
      this.#known.cells.get(name) ?? this.#newcomers.cells.get(name) ?? this.#spent.cells.get(name)
    );
  }

  store(
    name: string,
    cell: Cell,
    { isExhausted, nowMs }: { readonly isExhausted: boolean; readonly nowMs: number },
  ): void {
    if (this.#remove(name)) this.#put(this.#known, name, cell);
    else this.#put(isExhausted ? this.#spent : this.#newcomers, name, cell);
    this.#sweep(nowMs);
  }

  /** A denied request counts nothing, but it shows that the counter is needed. */
  touch(name: string, nowMs: number): void {
    const cell = this.find(name);
    if (cell === undefined) return;
    this.#remove(name);
    this.#put(this.#known, name, cell);
    this.#sweep(nowMs);
  }

  #remove(name: string): boolean {
    return (
      this.#known.cells.delete(name) ||
      this.#newcomers.cells.delete(name) ||
      this.#spent.cells.delete(name)
    );
  }

  #put({ cells, cellsMax }: Part<Cell>, name: string, cell: Cell): void {
    cells.set(name, cell);
    if (cells.size > cellsMax) {
      this.evictions += dropOldest(cells, Math.ceil(cellsMax / DROPPED_SHARE));
    }
  }

  #sweep(nowMs: number): void {
    for (let step = 0; step < SWEEP_STEPS; step++) this.#sweepOne(nowMs);
  }

  #sweepOne(nowMs: number): void {
    const next = this.#cursor.next();
    if (next.done === true) {
      this.#swept = this.#after(this.#swept);
      this.#cursor = this.#swept.cells.entries();
      return;
    }
    const [name, cell] = next.value;
    if (nowMs >= (cell.index + 2) * cell.windowMs) this.#swept.cells.delete(name);
  }

  #after(part: Part<Cell>): Part<Cell> {
    if (part === this.#newcomers) return this.#spent;
    return part === this.#spent ? this.#known : this.#newcomers;
  }
}

interface Part<Cell> {
  readonly cells: Map<string, Cell>;
  readonly cellsMax: number;
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

/** What a cell says about a window. It knows two windows; in others, nothing was used. */
export function usedIn(cell: CounterCell | undefined, index: number): number {
  if (cell?.index === index) return cell.current;
  return cell?.index === index + 1 ? cell.previous : 0;
}

export function countsAt(cell: CounterCell | undefined, index: number): Counts {
  return { current: usedIn(cell, index), previous: usedIn(cell, index - 1) };
}

/**
 * Merges two states of a counter. The result is about the newer window of the two, and no count
 * goes down. A request of one window may be counted after a request of the next window.
 */
export function newestOf(known: CounterCell | undefined, seen: CounterCell): CounterCell {
  const { windowMs } = seen;
  const index = Math.max(seen.index, known?.index ?? seen.index);
  const current = Math.max(usedIn(known, index), usedIn(seen, index));
  const previous = Math.max(usedIn(known, index - 1), usedIn(seen, index - 1));
  return { index, windowMs, current, previous };
}
