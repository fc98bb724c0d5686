import type { Dimension } from './question.js';

/** The sums per hour that the engine keeps of whole days. */
export type SumTable = 'usage_hist' | 'usage_keys' | 'usage_tags';

/** What each table of sums can tell apart. */
const DIMENSIONS: Readonly<Record<SumTable, ReadonlySet<Dimension>>> = {
  usage_hist: new Set(['api', 'outcome']),
  usage_keys: new Set(['api', 'outcome', 'key', 'identity']),
  usage_tags: new Set(['api', 'outcome', 'tag']),
};

export interface Need {
  readonly dimensions: ReadonlySet<Dimension>;
  /** Every bucket begins and ends with an hour of UTC. */
  readonly isHourly: boolean;
  /** How many tags the filter has. An event with two of them is one event, but two rows of sums. */
  readonly tags: number;
  readonly groupBy: Dimension | undefined;
  readonly needsQuantiles: boolean;
  readonly needsLatency: boolean;
}

/**
 * The smallest table of sums that has the answer, or `undefined`: only single events have it.
 *
 * - The histogram alone knows more of the latency than its sum.
 * - A row of the sums of tags is one of the tags of an event. So it answers for one tag, or for all
 *   tags apart, but not for events with one of several tags.
 */
export function chooseTable(need: Need): SumTable | undefined {
  if (!need.isHourly) return undefined;
  const tables: readonly SumTable[] = ['usage_hist', 'usage_keys', 'usage_tags'];
  return tables.find((table) => answers(table, need));
}

function answers(table: SumTable, need: Need): boolean {
  const { dimensions, tags, groupBy, needsQuantiles, needsLatency } = need;
  if (needsQuantiles && table !== 'usage_hist') return false;
  if (![...dimensions].every((dimension) => DIMENSIONS[table].has(dimension))) return false;
  if (table !== 'usage_tags') return true;
  const isOneTag = tags === 1 && groupBy !== 'tag';
  const isEachTag = tags === 0 && groupBy === 'tag';
  return !needsLatency && (isOneTag || isEachTag);
}
