import { Histogram } from '../../lib/histogram.js';
import type { Backlog } from '../../store/outbox/backlog.js';

const SEAL_BOUNDS_MS = [10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000];

/** What the relay of this process has done since its start, and what it saw last. */
export class RelayStats {
  isLeading = false;
  /** Whether the last turn has reached the engine. */
  isEngineUp = false;
  /** As measured last. `undefined`: another process is the relay. */
  backlog: Backlog | undefined;
  /** How long the oldest change of a past day has not been in its sums. */
  stalenessMs = 0;
  readonly events = {
    /** In the engine. */
    delivered: 0,
    /** The engine does not take them. They stay in the outbox for a while. */
    refused: 0,
    /** The outbox was full. */
    lost: 0,
    /** Rows of single events that became batches. They are delivered later. */
    moved: 0,
  };
  groups = 0;
  failedTurns = 0;
  readonly sealMs = new Histogram(SEAL_BOUNDS_MS);

  stepDown(): void {
    this.isLeading = false;
    this.isEngineUp = false;
    this.backlog = undefined;
    this.stalenessMs = 0;
  }
}
