const STABLE_MS = 30_000;
const DELAY_MIN_MS = 100;
const DELAY_MAX_MS = 5000;
const FAILED_STARTS_MAX = 5;

/** The recent deaths of all workers together. */
export interface WorkerRecord {
  /** Consecutive deaths that came soon after the start of the worker. */
  readonly earlyDeaths: number;
  /** Consecutive workers that never listened. */
  readonly failedStarts: number;
}

export const CLEAN_RECORD: WorkerRecord = { earlyDeaths: 0, failedStarts: 0 };

interface Death {
  readonly livedMs: number;
  readonly hadListened: boolean;
  /** How many other workers listen at this moment. */
  readonly othersListening: number;
}

type Reaction =
  | { readonly kind: 'restart'; readonly afterMs: number }
  | { readonly kind: 'give_up' };

/**
 * What to do about a worker that died. A worker that had served for a while is replaced at once.
 * The more deaths follow each other closely, the longer the pause. A worker that dies of its first
 * request must not keep the machine busy with starts. The pool gives up only when no worker serves
 * and none can be started. The supervisor of the process, which can also raise an alarm, should
 * then know.
 */
export function judgeDeath(
  record: WorkerRecord,
  { livedMs, hadListened, othersListening }: Death,
): { readonly record: WorkerRecord; readonly reaction: Reaction } {
  const earlyDeaths = livedMs >= STABLE_MS ? 0 : record.earlyDeaths + 1;
  const failedStarts = hadListened ? 0 : record.failedStarts + 1;
  const isHopeless = failedStarts >= FAILED_STARTS_MAX && othersListening === 0;
  const afterMs =
    earlyDeaths === 0 ? 0 : Math.min(DELAY_MIN_MS * 2 ** (earlyDeaths - 1), DELAY_MAX_MS);
  const reaction: Reaction = isHopeless ? { kind: 'give_up' } : { kind: 'restart', afterMs };
  return { record: { earlyDeaths, failedStarts }, reaction };
}
