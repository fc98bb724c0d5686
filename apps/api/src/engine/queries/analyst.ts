import type { ReaderQuery, ReaderTable } from '../../analytics/reader.js';

/** A query, without the limits that all queries have. */
export type AnalystQuery = Pick<ReaderQuery, 'workspaceId' | 'sql' | 'params' | 'scope' | 'left'>;

/** Asks the analytics engine, within the limits of each workspace. */
export interface Analyst {
  ask(query: AnalystQuery): Promise<ReaderTable>;
  /** The version of the engine. Fails if it cannot be reached. */
  ping(): Promise<string>;
}
