/*
 * Runs ClickHouse, as the library chDB, in a child process that speaks ClickHouse's HTTP interface on
 * a Unix socket. The official client talks to it as it talks to a server.
 *
 * It is a copy of what PostgreSQL has, and no request of a customer's key needs it. So nothing here
 * stops the service. A machine without the engine, a directory that another service holds and files
 * that cannot be read are states and events. A start follows as soon as it can succeed.
 */
import { totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { engineSocketPath } from './layout.js';
import type { EngineFigures } from './messages.js';
import { EngineSupervisor, type EngineWatch } from './supervise/engine-supervisor.js';
import type { EngineEvent, EngineState } from './supervise/events.js';

const MEBIBYTE = 1024 * 1024;
const MEMORY_MIN_BYTES = 512 * MEBIBYTE;
const MEMORY_MAX_BYTES = 2048 * MEBIBYTE;
const READERS_MAX = 8;
const STOP_LIMIT_MS = 5_000;
const WATCH: EngineWatch = {
  checkMs: 5_000,
  aliveEveryMs: 5_000,
  silenceMaxMs: 30_000,
  // To seal a day of ten million events takes seconds.
  changeMaxMs: 20 * 60_000,
};
const PROGRAM = fileURLToPath(new URL('./child/main.js', import.meta.url));

export interface AnalyticsEngineOptions {
  /** Below the data directory of the service; created if missing. */
  readonly directory: string;
  /** The folder in which chDB is installed, see `installEngine`. It may be filled later. */
  readonly moduleDirectory: string;
  /**
   * The tables of the database `unlatch`. For each of them the engine shows a reader only rows of
   * its own workspace, so each table needs a column `workspace_id`. A table that is not in this list
   * would show a reader everything.
   */
  readonly tables: readonly string[];
  /** A bound for the engine: a quarter of the memory, from 512 MiB to 2 GiB, unless told otherwise. */
  readonly memoryMaxBytes?: number;
  /** How many queries of readers run at once: 8 unless told otherwise, and at most 10. */
  readonly readersMax?: number;
  /** How long `stop` waits for changes under way: 5 seconds unless told otherwise. */
  readonly stopLimitMs?: number;
  readonly onEvent?: (event: EngineEvent) => void;
}

export interface AnalyticsEngine {
  /** Where it listens, also after each restart. `engineSocketPath` tells the same from the directory. */
  readonly socketPath: string;
  readonly state: EngineState;
  /** Undefined while no engine serves. */
  readonly figures: EngineFigures | undefined;
  /** Resolves when the engine is gone. Safe to call more than once. */
  stop(): Promise<void>;
}

/**
 * Starts to have an engine, and returns at once. Throws only if no socket can have a name, see
 * `engineSocketPath`.
 */
export function startAnalyticsEngine(options: AnalyticsEngineOptions): AnalyticsEngine {
  return superviseEngine(options, PROGRAM);
}

/** For tests, which run these files as they are and the child process as it was built. */
export function superviseEngine(
  options: AnalyticsEngineOptions,
  program: string,
  watch: EngineWatch = WATCH,
): AnalyticsEngine {
  const supervisor = new EngineSupervisor({
    directory: options.directory,
    moduleDirectory: options.moduleDirectory,
    program,
    tables: options.tables,
    memoryMaxBytes: options.memoryMaxBytes ?? defaultMemoryBytes(),
    readersMax: Math.min(options.readersMax ?? READERS_MAX, READERS_HIGHEST),
    stopLimitMs: options.stopLimitMs ?? STOP_LIMIT_MS,
    watch,
    onEvent: options.onEvent ?? (() => {}),
  });
  return {
    socketPath: engineSocketPath(options.directory),
    get state() {
      return supervisor.state;
    },
    get figures() {
      return supervisor.figures;
    },
    stop: () => supervisor.stop(),
  };
}

/** The child process has 16 threads, of which changes, questions and the control of queries need some. */
const READERS_HIGHEST = 10;

/** A container may have less memory than its machine. */
function defaultMemoryBytes(): number {
  const constrained = process.constrainedMemory();
  const bytes = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return Math.min(Math.max(Math.floor(bytes / 4), MEMORY_MIN_BYTES), MEMORY_MAX_BYTES);
}
