/**
 * Turns of the queries of one process, fair between workspaces.
 *
 * A query WAITS or RUNS. It runs at once if fewer than `runningMax` run, and fewer than
 * `runningOfOneMax` of its workspace. When a query ends, the next turn goes to the workspaces that
 * wait: first to the one whose last turn is longest ago, and there to the query that waits longest.
 *
 * Invariants:
 * 1. At most `runningMax` run, and at most `runningOfOneMax` of one workspace.
 * 2. A workspace that waits gets a turn before another one gets two.
 * 3. A query whose client leaves while it waits never runs.
 * 4. A turn ends once.
 *
 * Full: with `waitingMax` waiting, or `waitingOfOneMax` of its workspace, a query is refused at once.
 */
export interface QueryTurnsOptions {
  readonly runningMax: number;
  readonly runningOfOneMax: number;
  readonly waitingMax: number;
  readonly waitingOfOneMax: number;
}

/** Ends the turn. */
export type EndTurn = () => void;

interface Waiting {
  readonly begin: () => void;
}

interface Lane {
  /** The number of the turn that it got last. */
  lastTurn: number;
  running: number;
  readonly waiting: Set<Waiting>;
}

export class QueryTurns {
  readonly #options: QueryTurnsOptions;
  /** Only those with something running or waiting. */
  readonly #lanes = new Map<string, Lane>();
  #turn = 0;
  #running = 0;
  #waiting = 0;

  constructor(options: QueryTurnsOptions) {
    this.#options = options;
  }

  get running(): number {
    return this.#running;
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** `undefined`: refused, because too many wait. Rejects with the reason of `left`. */
  take(workspaceId: string, left?: AbortSignal): Promise<EndTurn> | undefined {
    const { waitingMax, waitingOfOneMax } = this.#options;
    const lane = this.#laneOf(workspaceId);
    if (this.#mayRun(lane)) return Promise.resolve(this.#begin(workspaceId, lane));
    if (this.#waiting >= waitingMax || lane.waiting.size >= waitingOfOneMax) {
      this.#forget(workspaceId, lane);
      return undefined;
    }
    return this.#wait(workspaceId, lane, left);
  }

  #wait(workspaceId: string, lane: Lane, left: AbortSignal | undefined): Promise<EndTurn> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        lane.waiting.delete(waiting);
        this.#waiting -= 1;
        this.#forget(workspaceId, lane);
        reject(left?.reason);
      };
      const waiting: Waiting = {
        begin: () => {
          left?.removeEventListener('abort', leave);
          lane.waiting.delete(waiting);
          this.#waiting -= 1;
          resolve(this.#begin(workspaceId, lane));
        },
      };
      left?.addEventListener('abort', leave, { once: true });
      lane.waiting.add(waiting);
      this.#waiting += 1;
    });
  }

  #laneOf(workspaceId: string): Lane {
    const known = this.#lanes.get(workspaceId);
    if (known !== undefined) return known;
    const lane: Lane = { lastTurn: 0, running: 0, waiting: new Set() };
    this.#lanes.set(workspaceId, lane);
    return lane;
  }

  #mayRun({ running }: Lane): boolean {
    const { runningMax, runningOfOneMax } = this.#options;
    return this.#running < runningMax && running < runningOfOneMax;
  }

  #begin(workspaceId: string, lane: Lane): EndTurn {
    this.#running += 1;
    lane.running += 1;
    this.#turn += 1;
    lane.lastTurn = this.#turn;
    let hasEnded = false;
    return () => {
      if (hasEnded) return;
      hasEnded = true;
      this.#running -= 1;
      lane.running -= 1;
      this.#forget(workspaceId, lane);
      this.#advance();
    };
  }

  #advance(): void {
    for (;;) {
      const next = this.#nextLane();
      const [first] = next?.waiting ?? [];
      if (first === undefined) return;
      first.begin();
    }
  }

  #nextLane(): Lane | undefined {
    let next: Lane | undefined;
    for (const lane of this.#lanes.values()) {
      const mayBeNext = lane.waiting.size > 0 && this.#mayRun(lane);
      if (mayBeNext && lane.lastTurn < (next?.lastTurn ?? Infinity)) next = lane;
    }
    return next;
  }

  #forget(workspaceId: string, lane: Lane): void {
    const isIdle = lane.running === 0 && lane.waiting.size === 0;
    if (isIdle && this.#lanes.get(workspaceId) === lane) this.#lanes.delete(workspaceId);
  }
}
