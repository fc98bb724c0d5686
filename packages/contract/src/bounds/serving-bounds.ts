import type { Operation } from '../operation.js';

/**
 * Which requests a process serves first when it cannot serve all: checks, then changes, lists,
 * charts and documents. Requests are refused in the opposite order.
 */
export const PRIORITIES = ['check', 'change', 'list', 'chart', 'document'] as const;

export type Priority = (typeof PRIORITIES)[number];

/** What one answer may cost at most, and how urgent it is. */
export interface ServingBounds {
  /** Bytes of the answer. */
  readonly answerBytesMax: number;
  /** SQL statements of the example, with those that begin and end a transaction. */
  readonly statementsMax: number;
  /** The time for the answer, from when the request has arrived. */
  readonly deadlineMs: number;
  readonly priority: Priority;
}

/**
 * A page of a list ends before it would exceed this, but has at least one item. A page is turned
 * into text and written in one piece, and checks wait for that.
 */
export const PAGE_BYTES_MAX = 1_048_576;

/** A single item may be larger than a page: an identity may have 1 MiB of meta. */
const ITEM_BYTES_MAX = 4_194_304;

/** The rows of a query in SQL, as the reference bounds them, and what is around them. */
const ROWS_BYTES_MAX = 4_194_304;
const ENVELOPE_BYTES = 1024;

const BY_PRIORITY: Readonly<Record<Priority, Omit<ServingBounds, 'priority'>>> = {
  check: { answerBytesMax: 524_288, statementsMax: 8, deadlineMs: 30_000 },
  change: { answerBytesMax: ITEM_BYTES_MAX, statementsMax: 24, deadlineMs: 60_000 },
  list: {
    answerBytesMax: PAGE_BYTES_MAX + ITEM_BYTES_MAX,
    statementsMax: 4,
    deadlineMs: 30_000,
  },
  // A query has ten seconds in the analytics engine, and may wait for its turn there before that.
  chart: { answerBytesMax: ROWS_BYTES_MAX + ENVELOPE_BYTES, statementsMax: 4, deadlineMs: 20_000 },
  document: { answerBytesMax: ITEM_BYTES_MAX, statementsMax: 0, deadlineMs: 10_000 },
};

/** Derived from what the operation does. */
export function servingBoundsOf(
  operation: Pick<Operation, 'kind' | 'hot' | 'chart'>,
): ServingBounds {
  return servingBoundsFor(priorityOf(operation));
}

/** For a page that is no operation. */
export function servingBoundsFor(priority: Priority): ServingBounds {
  return { ...BY_PRIORITY[priority], priority };
}

function priorityOf({ kind, hot, chart }: Pick<Operation, 'kind' | 'hot' | 'chart'>): Priority {
  if (hot) return 'check';
  if (chart) return 'chart';
  return kind === 'read' ? 'list' : 'change';
}
