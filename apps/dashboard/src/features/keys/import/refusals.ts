import { IMPORT_WORDS } from '../../../strings/key-import.js';
import type { ImportPlan } from './plan.js';

const WORDS = IMPORT_WORDS;

export interface RefusedLine {
  readonly line: number;
  readonly reason: string;
}

/** What the service has refused of the keys that were sent. */
export interface Failure {
  readonly hash: string;
  readonly reason: keyof typeof WORDS.reasons;
}

export function refusedRowsOf(
  { keys, refused }: ImportPlan,
  failures: readonly Failure[],
): readonly RefusedLine[] {
  const lines = new Map(keys.map(({ line, data }) => [data.hash, line]));
  return [
    ...refused.map(({ line, faults }) => ({
      line,
      reason: faults
        .map(({ field, fault }) => `${WORDS.fields[field]} ${WORDS.cells[fault]}`)
        .join('. '),
    })),
    ...failures.map(({ hash, reason }) => ({
      line: lines.get(hash) ?? 0,
      reason: WORDS.reasons[reason],
    })),
  ].sort((one, other) => one.line - other.line);
}
