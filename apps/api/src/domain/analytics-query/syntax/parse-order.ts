import type { TokenCursor } from './cursor.js';
import { expectName, expectWholeNumber } from './names.js';
import type { Expression, Fill, Frame, FrameBound, OrderItem, Window } from './tree.js';

const AFTER_BASE = new Set(['PARTITION', 'ORDER', 'ROWS', 'RANGE', 'GROUPS']);

/** What stands behind ORDER BY. */
export function parseOrder(cursor: TokenCursor): readonly OrderItem[] {
  return cursor.list(() => {
    const value = cursor.grammar.expression(cursor);
    const descending = acceptDirection(cursor);
    const nulls = cursor.acceptWords('NULLS') ? expectNulls(cursor) : null;
    const fill = cursor.acceptWords('WITH', 'FILL') ? parseFill(cursor) : null;
    return { value, descending, nulls, fill };
  });
}

function acceptDirection(cursor: TokenCursor): boolean {
  if (cursor.acceptWords('ASC') || cursor.acceptWords('ASCENDING')) return false;
  return cursor.acceptWords('DESC') || cursor.acceptWords('DESCENDING');
}

function expectNulls(cursor: TokenCursor): 'FIRST' | 'LAST' {
  if (cursor.acceptWords('FIRST')) return 'FIRST';
  cursor.expectWord('LAST');
  return 'LAST';
}

function parseFill(cursor: TokenCursor): Fill {
  return {
    from: parseBehind(cursor, 'FROM'),
    to: parseBehind(cursor, 'TO'),
    step: parseBehind(cursor, 'STEP'),
  };
}

function parseBehind(cursor: TokenCursor, keyword: string): Expression | null {
  return cursor.acceptWords(keyword) ? cursor.grammar.expression(cursor) : null;
}

/** `(base PARTITION BY … ORDER BY … ROWS …)` */
export function parseWindow(cursor: TokenCursor): Window {
  return cursor.inParentheses(() => {
    const { kind, keyword } = cursor.peek();
    const hasBase = kind === 'quoted' || (kind === 'word' && !AFTER_BASE.has(keyword));
    const base = hasBase ? expectName(cursor) : null;
    const partitionBy = cursor.acceptWords('PARTITION', 'BY')
      ? cursor.list(() => cursor.grammar.expression(cursor))
      : [];
    const orderBy = cursor.acceptWords('ORDER', 'BY') ? parseOrder(cursor) : [];
    return { base, partitionBy, orderBy, frame: parseFrame(cursor) };
  });
}

function parseFrame(cursor: TokenCursor): Frame | null {
  const unit = cursor.acceptWords('ROWS') ? 'ROWS' : acceptRange(cursor);
  if (unit === null) return null;
  if (!cursor.acceptWords('BETWEEN')) return { unit, start: parseBound(cursor), end: null };
  const start = parseBound(cursor);
  cursor.expectWord('AND');
  return { unit, start, end: parseBound(cursor) };
}

function acceptRange(cursor: TokenCursor): 'RANGE' | null {
  return cursor.acceptWords('RANGE') ? 'RANGE' : null;
}

function parseBound(cursor: TokenCursor): FrameBound {
  if (cursor.acceptWords('CURRENT', 'ROW')) return { kind: 'current' };
  if (cursor.acceptWords('UNBOUNDED')) {
    return { kind: 'unbounded', side: expectSide(cursor), count: null };
  }
  const count = expectWholeNumber(cursor);
  return { kind: 'rows', side: expectSide(cursor), count };
}

function expectSide(cursor: TokenCursor): 'PRECEDING' | 'FOLLOWING' {
  if (cursor.acceptWords('PRECEDING')) return 'PRECEDING';
  cursor.expectWord('FOLLOWING');
  return 'FOLLOWING';
}
