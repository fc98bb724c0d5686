import type { TokenCursor } from './cursor.js';
import { expectWholeNumber } from './names.js';
import type { Limit, LimitBy, Select } from './tree.js';

type Limits = Pick<Select, 'limitBy' | 'limit' | 'offset'>;

interface Reading {
  readonly limit: Limit | null;
  readonly offset: string | null;
  /** Whether BY follows, so that the numbers are those of LIMIT BY. */
  readonly by: boolean;
}

/** `LIMIT 1 BY key_id LIMIT 10 OFFSET 20`, each part of which may be missing. */
export function parseLimits(cursor: TokenCursor): Limits {
  const first = acceptLimit(cursor);
  const limitBy = first?.by ? parseLimitBy(cursor, first) : null;
  const last = limitBy ? acceptLimit(cursor) : first;
  if (last?.by) cursor.fail('expected the end of the query');
  const offset = last?.offset ?? acceptOffset(cursor);
  return { limitBy, limit: last?.limit ?? null, offset };
}

function acceptLimit(cursor: TokenCursor): Reading | null {
  if (!cursor.acceptWords('LIMIT')) return null;
  const first = parseCount(cursor);
  let count = first;
  let offset: string | null = null;
  if (cursor.acceptSymbol(',')) {
    if (first === null) cursor.fail('expected a whole number before the comma');
    offset = first;
    count = parseCount(cursor);
  } else {
    offset = acceptOffset(cursor);
  }
  const ties = cursor.acceptWords('WITH', 'TIES');
  if (ties && count === null) cursor.fail('expected a whole number before WITH TIES');
  const limit = count === null ? null : { count, ties };
  return { limit, offset, by: cursor.acceptWords('BY') };
}

/** A whole number. Everything else counts as no limit, as in the contract. */
function parseCount(cursor: TokenCursor): string | null {
  if (cursor.acceptWords('ALL')) return null;
  const value = cursor.grammar.expression(cursor);
  return value.kind === 'number' && /^\d{1,18}$/.test(value.text) ? value.text : null;
}

function acceptOffset(cursor: TokenCursor): string | null {
  if (!cursor.acceptWords('OFFSET')) return null;
  const offset = expectWholeNumber(cursor);
  if (!cursor.acceptWords('ROWS')) cursor.acceptWords('ROW');
  return offset;
}

function parseLimitBy(cursor: TokenCursor, { limit, offset }: Reading): LimitBy {
  if (limit === null) return cursor.fail('expected a whole number before BY');
  return { count: limit.count, offset, by: cursor.list(() => cursor.grammar.expression(cursor)) };
}
