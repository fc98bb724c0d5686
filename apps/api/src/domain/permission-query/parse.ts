import { type QueryText, type Token, tokenAt } from './lex.js';

export type PermissionQuery =
  | { readonly kind: 'permission'; readonly slug: string }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly PermissionQuery[] };

export type ParsedPermissionQuery =
  | { readonly ok: true; readonly query: PermissionQuery }
  | { readonly ok: false; readonly message: string };

/** The part of one pair of parentheses, or of the whole query, that has been read. */
interface Group {
  /** The finished operands of OR. */
  readonly alternatives: PermissionQuery[];
  /** The operands of the AND that is being read. */
  conjunction: PermissionQuery[];
}

/**
 * Reads a query such as `docs.read AND (docs.write OR admin)`, where AND binds tighter than OR.
 *
 * Open parentheses wait in a list instead of on the call stack, so that no input overflows the
 * stack.
 */
export function parsePermissionQuery(text: QueryText): ParsedPermissionQuery {
  const enclosing: Group[] = [];
  let group = emptyGroup();
  let operandExpected = true;
  let previous: Token | undefined;

  for (let token = tokenAt(text, 0); ; token = tokenAt(text, token.end)) {
    if (operandExpected) {
      if (token.kind === 'permission') {
        group.conjunction.push({ kind: 'permission', slug: token.text });
        operandExpected = false;
      } else if (token.kind === 'open') {
        enclosing.push(group);
        group = emptyGroup();
      } else {
        return { ok: false, message: missingOperand(token, previous) };
      }
    } else if (token.kind === 'and') {
      operandExpected = true;
    } else if (token.kind === 'or') {
      endConjunction(group);
      operandExpected = true;
    } else if (token.kind === 'end' && enclosing.length === 0) {
      return { ok: true, query: queryOf(group) };
    } else {
      const outer = enclosing.pop();
      if (token.kind !== 'close' || !outer) {
        return { ok: false, message: missingOperator(token, outer !== undefined) };
      }
      outer.conjunction.push(queryOf(group));
      group = outer;
    }
    previous = token;
  }
}

function emptyGroup(): Group {
  return { alternatives: [], conjunction: [] };
}

function endConjunction(group: Group): void {
  group.alternatives.push(combine('and', group.conjunction));
  group.conjunction = [];
}

function queryOf(group: Group): PermissionQuery {
  endConjunction(group);
  return combine('or', group.alternatives);
}

function combine(kind: 'and' | 'or', operands: readonly PermissionQuery[]): PermissionQuery {
  const [first, second] = operands;
  return first && !second ? first : { kind, operands };
}

function missingOperand(token: Token, previous: Token | undefined): string {
  if (token.kind === 'end') {
    return 'Expected a permission or "(", but found the end of the query';
  }
  if (token.kind === 'close' && previous?.kind === 'open') {
    return `Empty parentheses: found ${describe(token)}`;
  }
  return `Unexpected ${describe(token)}: expected a permission or "("`;
}

function missingOperator(token: Token, inParentheses: boolean): string {
  return inParentheses
    ? `Missing ")": found ${describe(token)}`
    : `Unexpected ${describe(token)}: expected AND, OR or the end of the query`;
}

function describe(token: Token): string {
  if (token.kind === 'end') return `the end of the query at position ${token.position}`;
  // JSON makes control characters visible.
  const quoted = JSON.stringify(token.text);
  const what = token.kind === 'illegal' ? `character ${quoted}` : quoted;
  return `${what} at position ${token.position}`;
}
