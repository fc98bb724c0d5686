import { LIMIT_WORDS } from '../../../strings/settings.js';

/** A limit as the service shows it. Without `current`, it is a setting that nothing counts. */
export interface Limit {
  readonly limit: number | null;
  readonly current?: number;
}

export interface LimitRow {
  readonly id: string;
  readonly label: string;
  readonly limit: number | null;
  readonly current: number | undefined;
  readonly state: 'usual' | 'near' | 'reached';
}

const NEAR = 0.8;

/** Those that have words, in the order of the words: what is counted first. */
export function limitRows(limits: Readonly<Record<string, Limit>>): LimitRow[] {
  return Object.entries(LIMIT_WORDS.names).flatMap(([id, label]) => {
    const found = limits[id];
    if (found === undefined) return [];
    const { limit, current } = found;
    return [{ id, label, limit, current, state: stateOf(limit, current) }];
  });
}

function stateOf(limit: number | null, current: number | undefined): LimitRow['state'] {
  if (limit === null || current === undefined) return 'usual';
  if (current >= limit) return 'reached';
  return current >= NEAR * limit ? 'near' : 'usual';
}
