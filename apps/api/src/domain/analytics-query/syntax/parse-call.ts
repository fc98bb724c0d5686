import { functionName } from '../functions.js';
import type { TokenCursor } from './cursor.js';
import { expectName, parseAliased } from './names.js';
import { parseWindow } from './parse-order.js';
import type { Call, Expression, Window } from './tree.js';

/** A function with its arguments, and what only aggregates may have: FILTER, OVER, parameters. */
export function parseCall(cursor: TokenCursor): Call {
  const token = cursor.next();
  const first = parseArguments(cursor);
  const isParametric = cursor.isSymbol('(');
  if (isParametric && (first.distinct || !first.arguments.every(isConstant))) {
    cursor.refuse(token, 'the parameters of a function must be constants');
  }
  // The engine reads no empty list behind parameters.
  if (isParametric && cursor.isSymbol(')', 1)) cursor.fail('expected a function with arguments');
  const { distinct, arguments: values } = isParametric ? parseArguments(cursor) : first;
  return {
    kind: 'call',
    name: functionName(token.text),
    parameters: isParametric ? first.arguments : null,
    distinct,
    arguments: values,
    filter: parseFilter(cursor),
    over: cursor.acceptWords('OVER') ? parseOver(cursor) : null,
  };
}

function isConstant({ kind }: Expression): boolean {
  return kind === 'number' || kind === 'string' || kind === 'boolean';
}

function parseArguments(cursor: TokenCursor): Pick<Call, 'distinct' | 'arguments'> {
  return cursor.inParentheses(() => {
    if (cursor.isSymbol(')')) return { distinct: false, arguments: [] };
    const distinct = cursor.isWord('DISTINCT') && !isEndOfArgument(cursor);
    if (distinct) cursor.next();
    return { distinct, arguments: cursor.list(() => parseAliased(cursor)) };
  });
}

function isEndOfArgument(cursor: TokenCursor): boolean {
  return cursor.isSymbol(',', 1) || cursor.isSymbol(')', 1);
}

function parseFilter(cursor: TokenCursor): Expression | null {
  if (!cursor.isWord('FILTER') || !cursor.isSymbol('(', 1)) return null;
  cursor.next();
  return cursor.inParentheses(() => {
    cursor.expectWord('WHERE');
    return cursor.grammar.expression(cursor);
  });
}

function parseOver(cursor: TokenCursor): string | Window {
  return cursor.isSymbol('(') ? parseWindow(cursor) : expectName(cursor);
}
