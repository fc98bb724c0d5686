const STABLE_MS = 60_000;
const DELAY_MIN_MS = 250;
const DELAY_MAX_MS = 30_000;
/** Two could be a coincidence, such as the operating system that was short of memory twice. */
const FAILED_OPENS_MAX = 3;

/** The recent ends of the child processes of one engine. */
export interface EngineRecord {
  /** Consecutive ends that came soon after the start. */
  readonly earlyEnds: number;
  /** Consecutive processes that could not open the files. */
  readonly failedOpens: number;
}

export const CLEAN_RECORD: EngineRecord = { earlyEnds: 0, failedOpens: 0 };

export interface EngineEnd {
  /** Undefined: it never served. */
  readonly servedMs: number | undefined;
  /** It ended because it could not open the files, and no lack of anything explains that. */
  readonly couldNotOpen: boolean;
}

export interface Judgement {
  readonly record: EngineRecord;
  readonly afterMs: number;
  /** The files cannot be opened: start again without them. */
  readonly moveAside: boolean;
}

/**
 * What to do about a child process that ended by itself. One that had served for a while is replaced
 * at once. The more ends follow each other closely, the longer the pause.
 *
 * Files that repeatedly cannot be opened are moved aside, because they are a copy: to lose older
 * events of single requests is better than to have no analytics until an operator looks. That is
 * done once for a record. An engine that cannot open an empty directory either has another fault.
 */
export function judgeEnd(record: EngineRecord, { servedMs, couldNotOpen }: EngineEnd): Judgement {
  const earlyEnds = servedMs !== undefined && servedMs >= STABLE_MS ? 0 : record.earlyEnds + 1;
  const failedOpens = servedMs === undefined && couldNotOpen ? record.failedOpens + 1 : 0;
  const pauseMs = Math.min(DELAY_MIN_MS * 2 ** Math.max(earlyEnds - 2, 0), DELAY_MAX_MS);
  return {
    record: { earlyEnds, failedOpens },
    // The first end of a series is most often a single mishap.
    afterMs: earlyEnds <= 1 ? 0 : pauseMs,
    moveAside: failedOpens === FAILED_OPENS_MAX,
  };
}
