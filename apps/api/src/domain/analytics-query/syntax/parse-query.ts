import type { TokenCursor } from './cursor.js';
import { acceptAlias, expectName } from './names.js';
import { parseFrom } from './parse-from.js';
import { parseLimits } from './parse-limits.js';
import { parseOrder, parseWindow } from './parse-order.js';
import type {
  Branch,
  Expression,
  GroupBy,
  NamedWindow,
  Query,
  Select,
  SetOperation,
  SetOperator,
  WithItem,
} from './tree.js';

export function parseQuery(cursor: TokenCursor): Query {
  return cursor.nest(() => parseQueryAfter(cursor, parseBranch(cursor)));
}

export function parseQueryAfter(cursor: TokenCursor, first: Branch): Query {
  const rest: SetOperation[] = [];
  for (let operator = acceptOperator(cursor); operator; operator = acceptOperator(cursor)) {
    const mode = acceptMode(cursor, operator);
    rest.push({ operator, mode, branch: parseBranch(cursor) });
  }
  return { kind: 'query', first, rest };
}

function acceptOperator(cursor: TokenCursor): SetOperator | null {
  if (cursor.acceptWords('UNION')) return 'UNION';
  if (cursor.acceptWords('EXCEPT')) return 'EXCEPT';
  return cursor.acceptWords('INTERSECT') ? 'INTERSECT' : null;
}

function acceptMode(cursor: TokenCursor, operator: SetOperator): SetOperation['mode'] {
  if (cursor.acceptWords('ALL')) return 'ALL';
  return cursor.acceptWords('DISTINCT') || operator === 'UNION' ? 'DISTINCT' : null;
}

function parseBranch(cursor: TokenCursor): Branch {
  if (!cursor.isSymbol('(')) return parseSelect(cursor);
  return cursor.inParentheses(() => ({ kind: 'nested', query: cursor.grammar.query(cursor) }));
}

function parseSelect(cursor: TokenCursor): Select {
  const withItems = cursor.acceptWords('WITH') ? cursor.list(() => parseWithItem(cursor)) : [];
  cursor.expectWord('SELECT');
  const distinct = acceptDistinct(cursor);
  const columns = cursor.list(() => parseColumn(cursor));
  const from = cursor.acceptWords('FROM') ? parseFrom(cursor) : null;
  const prewhere = parseBehind(cursor, 'PREWHERE');
  const where = parseBehind(cursor, 'WHERE');
  const groupBy = cursor.acceptWords('GROUP', 'BY') ? parseGroupBy(cursor) : null;
  const having = parseBehind(cursor, 'HAVING');
  const windows = cursor.acceptWords('WINDOW') ? cursor.list(() => parseNamedWindow(cursor)) : [];
  const qualify = parseBehind(cursor, 'QUALIFY');
  const orderBy = cursor.acceptWords('ORDER', 'BY') ? parseOrder(cursor) : [];
  const { limitBy, limit, offset } = parseLimits(cursor);
  return {
    kind: 'select',
    with: withItems,
    distinct,
    columns,
    from,
    prewhere,
    where,
    groupBy,
    having,
    windows,
    qualify,
    orderBy,
    limitBy,
    limit,
    offset,
    settings: acceptSettings(cursor),
  };
}

/** Two forms: `name AS (SELECT …)`, and `expression AS name`. */
function parseWithItem(cursor: TokenCursor): WithItem {
  if (cursor.isWord('AS', 1) && cursor.isSymbol('(', 2)) {
    const name = expectName(cursor);
    cursor.next();
    return cursor.inParentheses(() => ({ kind: 'cte', name, query: cursor.grammar.query(cursor) }));
  }
  if (cursor.isWord('RECURSIVE')) return cursor.fail('expected a name or an expression');
  const value = cursor.grammar.expression(cursor);
  cursor.expectWord('AS');
  return { kind: 'alias', value, name: expectName(cursor) };
}

function acceptDistinct(cursor: TokenCursor): boolean {
  if (cursor.acceptWords('ALL')) return false;
  if (!cursor.acceptWords('DISTINCT')) return false;
  if (cursor.isWord('ON') && cursor.isSymbol('(', 1)) cursor.fail('expected an expression');
  return true;
}

function parseColumn(cursor: TokenCursor): Expression {
  const value = cursor.grammar.expression(cursor);
  // Many columns have no single name.
  const name = value.kind === 'star' ? null : acceptAlias(cursor);
  return name === null ? value : { kind: 'alias', value, name };
}

function parseBehind(cursor: TokenCursor, keyword: string): Expression | null {
  return cursor.acceptWords(keyword) ? cursor.grammar.expression(cursor) : null;
}

function parseGroupBy(cursor: TokenCursor): GroupBy {
  if (cursor.acceptWords('ALL'))
    return { kind: 'all', totals: cursor.acceptWords('WITH', 'TOTALS') };
  if (cursor.acceptWords('GROUPING', 'SETS')) {
    const sets = cursor.inParentheses(() => cursor.list(() => parseGroupingSet(cursor)));
    return { kind: 'sets', sets, totals: cursor.acceptWords('WITH', 'TOTALS') };
  }
  const isFunction = cursor.isSymbol('(', 1);
  const prefix = isFunction ? acceptModifier(cursor) : null;
  const readItems = () => cursor.list(() => cursor.grammar.expression(cursor));
  const items = prefix ? cursor.inParentheses(readItems) : readItems();
  const modifier = prefix ?? (cursor.isWord('WITH') ? acceptModifier(cursor, 'WITH') : null);
  return { kind: 'items', items, modifier, totals: cursor.acceptWords('WITH', 'TOTALS') };
}

function acceptModifier(cursor: TokenCursor, before?: 'WITH'): 'ROLLUP' | 'CUBE' | null {
  for (const modifier of ['ROLLUP', 'CUBE'] as const) {
    const isThere = before ? cursor.acceptWords(before, modifier) : cursor.acceptWords(modifier);
    if (isThere) return modifier;
  }
  return null;
}

function parseGroupingSet(cursor: TokenCursor): readonly Expression[] {
  return cursor.inParentheses(() =>
    cursor.isSymbol(')') ? [] : cursor.list(() => cursor.grammar.expression(cursor)),
  );
}

function parseNamedWindow(cursor: TokenCursor): NamedWindow {
  const name = expectName(cursor);
  cursor.expectWord('AS');
  return { name, window: parseWindow(cursor) };
}

/** Skips `SETTINGS name = value, …`. The check only needs to know that it is there. */
function acceptSettings(cursor: TokenCursor): boolean {
  if (!cursor.acceptWords('SETTINGS')) return false;
  do {
    expectName(cursor);
    cursor.expectSymbol('=');
    cursor.acceptSymbol('-');
    skipValue(cursor);
  } while (cursor.acceptSymbol(','));
  return true;
}

function skipValue(cursor: TokenCursor): void {
  let open = 0;
  do {
    const { kind, text } = cursor.peek();
    if (kind === 'end' || text === ';') cursor.fail('expected the value of a setting');
    if (kind === 'symbol' && '([{'.includes(text)) open += 1;
    if (kind === 'symbol' && ')]}'.includes(text)) open -= 1;
    if (open < 0) cursor.fail('expected the value of a setting');
    cursor.next();
  } while (open > 0);
}
