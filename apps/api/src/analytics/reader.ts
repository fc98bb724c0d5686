/**
 * Restricts a query to the rows of some things, such as the key spaces of the APIs that a root key
 * may read. The engine judges it before any condition of the query, like the policy that restricts
 * it to a workspace: a condition that comes first can tell of a value by how it fails.
 */
export interface RowScope {
  /** Of every table that has it. */
  readonly column: string;
  readonly ids: readonly string[];
}

export interface ReaderQuery {
  readonly workspaceId: string;
  /** Guarded, or of our own. */
  readonly sql: string;
  /** By the names in the SQL. */
  readonly params?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly scope?: RowScope | undefined;
  readonly deadlineMs: number;
  readonly bytesMax: number;
  readonly rowsMax: number;
  /** Aborted once its client has left. The engine then ends the query. */
  readonly left?: AbortSignal | undefined;
}

/** A column of a result, in the order of the query. */
export interface Column {
  readonly name: string;
  /** Of ClickHouse, such as `Nullable(Date)`. */
  readonly type: string;
}

export interface ReaderTable {
  readonly columns: readonly Column[];
  /** Each a JSON array as text. */
  readonly rows: readonly string[];
}

/**
 * Reads from the analytics engine as one workspace. It never sees a row of another one: the engine
 * has a policy on every table, which no statement of the query can lift.
 *
 * It fails with the problem that the caller gets. No text of the engine is in it.
 */
export interface AnalyticsReader {
  query(query: ReaderQuery): Promise<ReaderTable>;
  /** The version of the engine. Fails if it cannot be reached. */
  ping(): Promise<string>;
}
