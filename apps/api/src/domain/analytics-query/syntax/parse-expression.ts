import type { TokenCursor } from './cursor.js';
import { parseOperand } from './parse-operand.js';
import type { BinaryOperator, ChainOperator } from './terms.js';
import type { Expression } from './tree.js';

const COMPARISONS: Readonly<Record<string, BinaryOperator>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};
const SUMS: Readonly<Record<string, BinaryOperator>> = { '+': '+', '-': '-' };
const PRODUCTS: Readonly<Record<string, BinaryOperator>> = {
  '*': '*',
  '/': '/',
  '%': '%',
  MOD: '%',
  DIV: 'DIV',
};

const SETS = new Set(['tuple', 'array', 'subquery', 'column', 'call', 'parameter']);

type Rule = (cursor: TokenCursor) => Expression;

/**
 * An expression. The operators bind as the engine's do, from loose to tight:
 * `->`, `? :`, OR, AND, NOT, IS NULL, BETWEEN, comparisons, `||`, sums, products, the sign.
 */
export function parseExpression(cursor: TokenCursor): Expression {
  return cursor.nest(() => {
    const value = parseTernary(cursor);
    if (!cursor.isSymbol('->')) return value;
    const parameters = parametersOf(value);
    if (parameters === null) return cursor.fail('expected the end of the expression');
    cursor.next();
    return { kind: 'lambda', parameters, body: parseExpression(cursor) };
  });
}

function parametersOf(value: Expression): readonly string[] | null {
  if (value.kind === 'column' && value.path.length === 1) return value.path;
  if (value.kind !== 'tuple') return null;
  const names = value.items.map(parametersOf);
  return names.every((name) => name?.length === 1) ? names.flatMap((name) => name ?? []) : null;
}

function parseTernary(cursor: TokenCursor): Expression {
  const condition = parseOr(cursor);
  if (!cursor.acceptSymbol('?')) return condition;
  const yes = parseExpression(cursor);
  cursor.expectSymbol(':');
  const no = cursor.nest(() => parseTernary(cursor));
  return {
    kind: 'call',
    name: 'if',
    parameters: null,
    distinct: false,
    arguments: [condition, yes, no],
    filter: null,
    over: null,
  };
}

function parseOr(cursor: TokenCursor): Expression {
  return parseChain(cursor, 'OR', parseAnd);
}

function parseAnd(cursor: TokenCursor): Expression {
  return parseChain(cursor, 'AND', parseNot);
}

function parseConcat(cursor: TokenCursor): Expression {
  return parseChain(cursor, '||', parseSum);
}

function parseChain(cursor: TokenCursor, operator: ChainOperator, operand: Rule): Expression {
  const first = operand(cursor);
  const operands = [first];
  while (operator === '||' ? cursor.acceptSymbol(operator) : cursor.acceptWords(operator)) {
    operands.push(operand(cursor));
  }
  return operands.length === 1 ? first : { kind: 'chain', operator, operands };
}

function parseNot(cursor: TokenCursor): Expression {
  if (!cursor.acceptWords('NOT')) return parseIsNull(cursor);
  return { kind: 'unary', operator: 'NOT', value: cursor.nest(() => parseNot(cursor)) };
}

function parseIsNull(cursor: TokenCursor): Expression {
  let value = parseBetween(cursor);
  while (cursor.acceptWords('IS')) {
    const negated = cursor.acceptWords('NOT');
    cursor.expectWord('NULL');
    value = { kind: 'isNull', negated, value };
  }
  return value;
}

function parseBetween(cursor: TokenCursor): Expression {
  let value = parseComparison(cursor);
  for (;;) {
    const negated = cursor.acceptWords('NOT', 'BETWEEN');
    if (!negated && !cursor.acceptWords('BETWEEN')) return value;
    const low = parseConcat(cursor);
    cursor.expectWord('AND');
    value = { kind: 'between', negated, value, low, high: parseConcat(cursor) };
  }
}

function parseComparison(cursor: TokenCursor): Expression {
  let left = parseConcat(cursor);
  for (;;) {
    const operator = acceptOperator(cursor, COMPARISONS) ?? acceptLike(cursor);
    if (operator !== null) {
      left = { kind: 'binary', operator, left, right: parseConcat(cursor) };
      continue;
    }
    // The engine needs GLOBAL in a cluster of shards, which these tables are not in.
    if (cursor.isWord('GLOBAL') && !cursor.isWord('JOIN', 1)) acceptGlobal(cursor);
    const negated = cursor.acceptWords('NOT', 'IN');
    if (!negated && !cursor.acceptWords('IN')) return left;
    left = { kind: 'in', negated, value: left, set: parseSet(cursor) };
  }
}

function acceptGlobal(cursor: TokenCursor): void {
  if (cursor.isWord('IN', 1) || cursor.isWord('NOT', 1)) cursor.next();
}

function acceptLike(cursor: TokenCursor): BinaryOperator | null {
  if (cursor.acceptWords('LIKE')) return 'LIKE';
  if (cursor.acceptWords('ILIKE')) return 'ILIKE';
  if (cursor.acceptWords('NOT', 'LIKE')) return 'NOT LIKE';
  return cursor.acceptWords('NOT', 'ILIKE') ? 'NOT ILIKE' : null;
}

/**
 * The right side of IN. A column or a call stays what it is, and a check refuses it: the engine
 * would look for a table of that name.
 */
function parseSet(cursor: TokenCursor): Expression {
  const set = parseSign(cursor);
  return SETS.has(set.kind) ? set : { kind: 'tuple', items: [set] };
}

function parseSum(cursor: TokenCursor): Expression {
  return parseLeftToRight(cursor, SUMS, parseProduct);
}

function parseProduct(cursor: TokenCursor): Expression {
  return parseLeftToRight(cursor, PRODUCTS, parseSign);
}

function parseLeftToRight(
  cursor: TokenCursor,
  operators: Readonly<Record<string, BinaryOperator>>,
  operand: Rule,
): Expression {
  let left = operand(cursor);
  for (;;) {
    const operator = acceptOperator(cursor, operators);
    if (operator === null) return left;
    left = { kind: 'binary', operator, left, right: operand(cursor) };
  }
}

function acceptOperator(
  cursor: TokenCursor,
  operators: Readonly<Record<string, BinaryOperator>>,
): BinaryOperator | null {
  const { kind, text, keyword } = cursor.peek();
  if (kind !== 'symbol' && kind !== 'word') return null;
  const name = kind === 'symbol' ? text : keyword;
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (operator === undefined) return null;
  cursor.next();
  return operator;
}

/** NOT may stand behind a tighter operator, as in `a = NOT b`. It takes all up to the next AND. */
function parseSign(cursor: TokenCursor): Expression {
  if (cursor.isWord('NOT')) return cursor.nest(() => parseNot(cursor));
  // The number takes the sign before it is converted: 128 is no Int8, and -128 is one.
  const isConverted = cursor.peek(1).kind === 'number' && cursor.isSymbol('::', 2);
  if (isConverted || !cursor.acceptSymbol('-')) return parseOperand(cursor);
  return { kind: 'unary', operator: '-', value: cursor.nest(() => parseSign(cursor)) };
}
