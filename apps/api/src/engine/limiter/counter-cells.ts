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
 * A full part gives up this part of itself at once. To find its oldest entry, a Map walks past the
 * places of all that were deleted before, which may be as many as it holds: one by one, each store
 * of a flood would walk that far.
 */
const DROPPED_SHARE = 1000;

/**
 * A bounded number of counters, in three parts, each bounded for itself:
 *
 * - newcomers, which were used once and have something left: a quarter of the room,
 * - spent ones, which the one request there has been used up, or found used up: a quarter,
 * - known ones, which were asked about again, and be it in vain: half.
 *
 * Each part gives up what has not been asked about for longest, so a counter only ever makes room
 * for others like itself. Most identifiers in a flood come once, and push out newcomers; those with
 * a limit of 1, or a cost as high as their limit, push out spent ones. Whoever is denied has asked
 * again, and so is forgotten only when half the room has been filled, since he last asked, with
 * others that asked twice: a flood takes two checks for each of them, and one that goes on asking
 * meanwhile stays blocked. Who used up his limit at once and has not asked since is safe from all
 * but a quarter of the room of others who did the same: by themselves, nothing tells them apart. A
 * flood of known ones leaves newcomers their room, so that their second request finds the first.
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

/** What a cell tells of a window: it knows two of them, and of others that nothing was used. */
export function usedIn(cell: CounterCell | undefined, index: number): number {
  if (cell?.index === index) return cell.current;
  return cell?.index === index + 1 ? cell.previous : 0;
}

export function countsAt(cell: CounterCell | undefined, index: number): Counts {
  return { current: usedIn(cell, index), previous: usedIn(cell, index - 1) };
}

/**
 * What is known of a counter once more has been seen of it. It tells of the newest window of the
 * two, and no count goes down: a request that was judged in one window may be counted when another
 * of the next window has been.
 */
export function newestOf(known: CounterCell | undefined, seen: CounterCell): CounterCell {
  const { windowMs } = seen;
  const index = Math.max(seen.index, known?.index ?? seen.index);
  const current = Math.max(usedIn(known, index), usedIn(seen, index));
  const previous = Math.max(usedIn(known, index - 1), usedIn(seen, index - 1));
  return { index, windowMs, current, previous };
}
