import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The part of chDB's interface that is used. */
export interface EngineSession {
  queryAsync(sql: string, options: { readonly format: string }): Promise<EngineResult>;
  queryStream(sql: string, options: { readonly format: string }): EngineStream;
  insert(rows: RawRows): Promise<{ readonly rowsWritten: number; readonly bytesWritten: number }>;
  close(): void;
}

export interface EngineResult {
  /** In seconds. */
  readonly elapsed: number;
  readonly rowsRead: number;
  readonly bytesRead: number;
  bytes(): Uint8Array;
}

export interface EngineStream extends AsyncIterable<{ raw(): Uint8Array }> {
  cancel(): void;
}

/** Bytes that the engine parses itself. They must not change until the promise has settled. */
export interface RawRows {
  readonly table: string;
  readonly format: string;
  readonly values: Buffer;
  readonly columns?: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
}

interface ChdbModule {
  readonly Session: new (
    path: string,
    options: { readonly connectionArgs: readonly string[] },
  ) => EngineSession;
}

/**
 * Loads the library, half a gigabyte, into this process. It must be a process of its own: the
 * library runs threads, takes memory of its own and, if it fails, ends the process.
 */
export function loadChdb(moduleDirectory: string): ChdbModule {
  const load = createRequire(join(moduleDirectory, 'load.cjs'));
  const loaded: unknown = load('chdb');
  if (isChdb(loaded)) return loaded;
  throw new Error(`${moduleDirectory} has another interface than chDB`);
}

function isChdb(loaded: unknown): loaded is ChdbModule {
  if (typeof loaded !== 'object' || loaded === null || !('Session' in loaded)) return false;
  return typeof loaded.Session === 'function';
}
