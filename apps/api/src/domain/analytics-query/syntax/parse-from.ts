import type { TokenCursor } from './cursor.js';
import { acceptAlias, expectName } from './names.js';
import type {
  ArrayJoin,
  Expression,
  From,
  Join,
  JoinSide,
  JoinStrictness,
  Source,
} from './tree.js';
import { NOT_AN_EXPRESSION } from './words.js';

const PATH_MAX = 4;
const SIDES: readonly JoinSide[] = ['INNER', 'LEFT', 'RIGHT', 'FULL', 'CROSS'];
const STRICTNESSES: readonly JoinStrictness[] = ['ANY', 'ALL', 'ASOF', 'SEMI', 'ANTI'];

/** What stands behind FROM, up to the next clause. */
export function parseFrom(cursor: TokenCursor): From {
  const first = parseSource(cursor);
  const joins: (Join | ArrayJoin)[] = [];
  for (let join = parseNextJoin(cursor); join !== null; join = parseNextJoin(cursor)) {
    joins.push(join);
  }
  return { first, joins };
}

function parseSource(cursor: TokenCursor): Source {
  const { kind, keyword } = cursor.peek();
  if (cursor.isSymbol('(')) {
    const query = cursor.inParentheses(() => cursor.grammar.query(cursor));
    return { kind: 'derived', query, alias: acceptAlias(cursor) };
  }
  if (kind === 'string') {
    // The engine would take it for the path of a file. As a name, it is no public table.
    return { kind: 'table', path: [cursor.next().text], alias: acceptAlias(cursor) };
  }
  if (kind === 'word' && NOT_AN_EXPRESSION.has(keyword)) return cursor.fail('expected a table');
  if (kind !== 'word' && kind !== 'quoted') return cursor.fail('expected a table');
  const path = [cursor.next().text];
  if (cursor.isSymbol('(')) return parseTableFunction(cursor, path[0] ?? '');
  while (path.length < PATH_MAX && cursor.acceptSymbol('.')) {
    const part = cursor.peek();
    if (part.kind !== 'word' && part.kind !== 'quoted') return cursor.fail('expected a name');
    path.push(cursor.next().text);
  }
  return { kind: 'table', path, alias: acceptAlias(cursor) };
}

function parseTableFunction(cursor: TokenCursor, name: string): Source {
  const values = cursor.inParentheses(() =>
    cursor.isSymbol(')') ? [] : cursor.list(() => parseArgument(cursor)),
  );
  acceptAlias(cursor);
  return { kind: 'tableFunction', name, arguments: values };
}

/** Such as `view(SELECT …)`, or an assignment as in `s3(connection, url = '…')`. */
function parseArgument(cursor: TokenCursor): Expression {
  if (!cursor.isWord('SELECT') && !cursor.isWord('WITH')) return cursor.grammar.expression(cursor);
  return { kind: 'subquery', query: cursor.grammar.query(cursor) };
}

function parseNextJoin(cursor: TokenCursor): Join | ArrayJoin | null {
  if (cursor.acceptSymbol(',')) return unconditional(parseSource(cursor));
  if (cursor.acceptWords('ARRAY', 'JOIN')) return parseArrayJoin(cursor, false);
  if (cursor.isWord('LEFT') && cursor.isWord('ARRAY', 1)) {
    cursor.next();
    cursor.expectWord('ARRAY');
    cursor.expectWord('JOIN');
    return parseArrayJoin(cursor, true);
  }
  return parseJoin(cursor);
}

function unconditional(source: Source): Join {
  return { kind: 'join', strictness: null, side: 'CROSS', source, on: null, using: [] };
}

function parseArrayJoin(cursor: TokenCursor, left: boolean): ArrayJoin {
  const items = cursor.list<Expression>(() => {
    const value = cursor.grammar.expression(cursor);
    const name = acceptAlias(cursor);
    return name === null ? value : { kind: 'alias', value, name };
  });
  return { kind: 'arrayJoin', left, items };
}

function parseJoin(cursor: TokenCursor): Join | null {
  // The engine needs GLOBAL in a cluster of shards, which these tables are not in.
  const isGlobal = cursor.acceptWords('GLOBAL');
  const before = acceptOneOf(cursor, STRICTNESSES);
  const side = acceptOneOf(cursor, SIDES);
  cursor.acceptWords('OUTER');
  const strictness = before ?? acceptOneOf(cursor, STRICTNESSES);
  if (isGlobal || side || strictness) cursor.expectWord('JOIN');
  else if (!cursor.acceptWords('JOIN')) return null;
  const source = parseSource(cursor);
  if (side === 'CROSS') return unconditional(source);
  return { kind: 'join', strictness, side: side ?? 'INNER', source, ...parseCondition(cursor) };
}

function acceptOneOf<Word extends string>(
  cursor: TokenCursor,
  words: readonly Word[],
): Word | null {
  return words.find((word) => cursor.acceptWords(word)) ?? null;
}

function parseCondition(cursor: TokenCursor): Pick<Join, 'on' | 'using'> {
  if (cursor.acceptWords('ON')) return { on: cursor.grammar.expression(cursor), using: [] };
  if (!cursor.acceptWords('USING')) return cursor.fail('expected ON or USING');
  const readNames = () => cursor.list(() => expectName(cursor));
  const using = cursor.isSymbol('(') ? cursor.inParentheses(readNames) : readNames();
  return { on: null, using };
}
