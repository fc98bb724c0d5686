import { isFunctionName } from './functions.js';
import { childrenOf, nodesOf, pushReversed } from './syntax/children.js';
import type { Expression, Node, Query, Select, Table } from './syntax/tree.js';
import { isPublicName, publicTable, type TableGroup } from './tables.js';

/** Codes of refusals, as they end the codes of problems: `user/bad_request/<code>`. */
export type RefusalCode =
  | 'invalid_analytics_query'
  | 'invalid_analytics_query_type'
  | 'invalid_analytics_table'
  | 'invalid_analytics_function'
  | 'query_range_exceeds_retention';

export interface Refused {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  readonly detail: string;
}

const COLUMNS_MAX = 64;
const NODES_MAX = 2000;
/** Of the tree, in which a chain of sums or products nests too. The engine allows for more. */
const DEPTH_MAX = 100;
const NAME_SHOWN_MAX = 128;

export function refused(code: RefusalCode, detail: string): Refused {
  return { kind: 'refused', code, detail };
}

/**
 * The first rule that the tree breaks, in the order of the contract. Each rule is looked for in the
 * whole tree before the next one: an unknown table is named before an unknown function.
 */
export function checkQuery(query: Query, group: TableGroup): Refused | null {
  return (
    checkSettings(query) ??
    checkSize(query) ??
    checkCteNames(query) ??
    checkSets(query) ??
    checkLambdas(query) ??
    checkFrom(query) ??
    checkTables(query, group) ??
    checkTableFunctions(query) ??
    checkFunctions(query) ??
    checkParameters(query)
  );
}

function checkSettings(query: Query): Refused | null {
  for (const node of nodesOf(query)) {
    if (node.kind === 'select' && node.settings) {
      return refused('invalid_analytics_query', 'SETTINGS clauses are not allowed');
    }
  }
  return null;
}

/** In one walk, so that the limit which is passed first in the text is the one that is named. */
function checkSize(query: Query): Refused | null {
  const waiting: (readonly [node: Node, depth: number])[] = [[query, 1]];
  let columns = 0;
  let nodes = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [node, depth] = next;
    nodes += 1;
    if (node.kind === 'select') columns += node.columns.length;
    if (columns > COLUMNS_MAX) {
      return refused('invalid_analytics_query', 'Analytics query projects too many columns');
    }
    if (nodes > NODES_MAX || depth > DEPTH_MAX) return tooComplex();
    pushReversed(
      waiting,
      childrenOf(node).map((child) => [child, depth + 1] as const),
    );
  }
  return null;
}

export function tooComplex(): Refused {
  return refused('invalid_analytics_query', 'Analytics query is too complex');
}

function checkCteNames(query: Query): Refused | null {
  for (const node of nodesOf(query)) {
    if (node.kind === 'cte' && isPublicName(node.name)) {
      const detail = `CTE name '${node.name}' conflicts with a public table name`;
      return refused('invalid_analytics_table', detail);
    }
  }
  return null;
}

function checkSets(query: Query): Refused | null {
  for (const node of nodesOf(query)) {
    if (node.kind === 'in' && isTableBacked(node.set)) {
      return refused(
        'invalid_analytics_query',
        'Table-backed IN expressions are not supported; use a literal list or a subquery',
      );
    }
  }
  return null;
}

/**
 * In `x IN (y)`, the engine takes `y` for a table, and `y()` for a table function. Neither an alias
 * nor a comma behind it changes that: the list of one item is printed without one.
 */
function isTableBacked(set: Expression): boolean {
  let item = set;
  while (item.kind === 'alias' || item.kind === 'tuple') {
    const [inner, second] = item.kind === 'alias' ? [item.value] : item.items;
    if (inner === undefined || second !== undefined) return false;
    item = inner;
  }
  return item.kind === 'column' || item.kind === 'call' || item.kind === 'parameter';
}

/**
 * In the engine, a lambda with an alias is a function of that name in the whole query, also where
 * it stands for an operator: `WITH (x, y) -> 1 AS equals` would make every `=` true, in our own
 * conditions too. So no lambda gets an alias.
 */
function checkLambdas(query: Query): Refused | null {
  for (const node of nodesOf(query)) {
    const isAllowed = node.kind === 'call' && node.name === 'arrayFilter';
    if (!isAllowed && childrenOf(node).some(({ kind }) => kind === 'lambda')) {
      return refused('invalid_analytics_query', 'A lambda may only be an argument of arrayFilter');
    }
  }
  return null;
}

function checkFrom({ first }: Query): Refused | null {
  if (first.kind === 'nested') return checkFrom(first.query);
  if (first.from !== null) return null;
  return refused('invalid_analytics_query', 'Query must have a FROM clause');
}

/**
 * A name in FROM is a CTE that is in scope there, or a public table of the group.
 *
 * The engine resolves the names of CTEs once more. If it finds none, it looks in the database of
 * the reader, which has no tables.
 */
function checkTables(query: Query, group: TableGroup): Refused | null {
  const waiting: (readonly [node: Node, scope: ReadonlySet<string>])[] = [[query, new Set()]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [node, outer] = next;
    if (node.kind === 'table' && !isKnown(node, outer, group)) {
      const name = bounded(node.path.join('.'));
      return refused('invalid_analytics_table', `Access to table '${name}' is not allowed`);
    }
    const scope = scopeWithin(node, outer);
    pushReversed(
      waiting,
      childrenOf(node).map((child) => [child, scope] as const),
    );
  }
  return null;
}

function isKnown({ path }: Table, scope: ReadonlySet<string>, group: TableGroup): boolean {
  const [name = ''] = path;
  return path.length === 1 && (scope.has(name) || publicTable(group, name) !== undefined);
}

/** The WITH of the first SELECT also holds for those that UNION and the like add to it. */
function scopeWithin(node: Node, outer: ReadonlySet<string>): ReadonlySet<string> {
  const select = node.kind === 'query' ? node.first : node;
  return select.kind === 'select' ? new Set([...outer, ...cteNames(select)]) : outer;
}

function cteNames(select: Select): readonly string[] {
  return select.with.flatMap((item) => (item.kind === 'cte' ? [item.name] : []));
}

function checkTableFunctions(query: Query): Refused | null {
  for (const node of nodesOf(query)) {
    if (node.kind === 'tableFunction') {
      const detail = `Table function '${bounded(node.name)}' is not allowed for security reasons`;
      return refused('invalid_analytics_function', detail);
    }
  }
  return null;
}

function checkFunctions(query: Query): Refused | null {
  for (const node of nodesOf(query)) {
    if (node.kind === 'call' && !isFunctionName(node.name)) {
      const detail = `Function '${bounded(node.name.toLowerCase())}' is not allowed`;
      return refused('invalid_analytics_function', detail);
    }
  }
  return null;
}

function checkParameters(query: Query): Refused | null {
  for (const node of nodesOf(query)) {
    if (node.kind === 'parameter') {
      return refused(
        'invalid_analytics_query',
        'Query parameters such as {name: Type} are not supported',
      );
    }
  }
  return null;
}

function bounded(name: string): string {
  return name.length > NAME_SHOWN_MAX ? `${name.slice(0, NAME_SHOWN_MAX)}…` : name;
}
