import {
  printExpression,
  printItems,
  printList,
  printOrder,
  printWindow,
} from './print-expression.js';
import { quoteName } from './quote.js';
import type {
  ArrayJoin,
  Branch,
  From,
  GroupBy,
  Join,
  LimitBy,
  Query,
  Select,
  SetOperation,
  Source,
  Table,
  WithItem,
} from './tree.js';

/** What is changed on the way to the engine. */
export interface Rewriting {
  readonly select: (select: Select) => Select;
  /** What to read in place of a table, with its alias. */
  readonly table: (table: Table) => string;
}

const AS_IT_IS: Rewriting = { select: (select) => select, table: printTable };

/**
 * Writes a query in one line, so that parsing gives the same tree.
 *
 * Every part is written from the tree: names in quotes, strings with escapes, an operator within an
 * operator in parentheses. Nothing is copied from the text of the query.
 */
export function printQuery(query: Query, rewriting: Rewriting = AS_IT_IS): string {
  const rest = query.rest.map((operation) => printOperation(operation, rewriting));
  return [printBranch(query.first, rewriting), ...rest].join(' ');
}

function printOperation({ operator, mode, branch }: SetOperation, rewriting: Rewriting): string {
  return words(operator, mode, printBranch(branch, rewriting));
}

function printBranch(branch: Branch, rewriting: Rewriting): string {
  if (branch.kind === 'nested') return `(${printQuery(branch.query, rewriting)})`;
  return printSelect(rewriting.select(branch), rewriting);
}

function printSelect(select: Select, rewriting: Rewriting): string {
  const query = (subquery: Query) => printQuery(subquery, rewriting);
  const { from, prewhere, where, groupBy, having, qualify, limitBy, limit, offset } = select;
  const { windows, orderBy } = select;
  const windowList = windows.map(
    ({ name, window }) => `${quoteName(name)} AS (${printWindow(window, query)})`,
  );
  return words(
    select.with.length > 0 &&
      `WITH ${select.with.map((item) => printWith(item, query)).join(', ')}`,
    'SELECT',
    select.distinct && 'DISTINCT',
    printItems(select.columns, query),
    from && `FROM ${printFrom(from, rewriting)}`,
    prewhere && `PREWHERE ${printExpression(prewhere, query)}`,
    where && `WHERE ${printExpression(where, query)}`,
    groupBy && `GROUP BY ${printGroups(groupBy, query)}`,
    having && `HAVING ${printExpression(having, query)}`,
    windowList.length > 0 && `WINDOW ${windowList.join(', ')}`,
    qualify && `QUALIFY ${printExpression(qualify, query)}`,
    orderBy.length > 0 && `ORDER BY ${printOrder(orderBy, query)}`,
    limitBy && printLimitBy(limitBy, query),
    limit && `LIMIT ${limit.count}`,
    offset !== null && `OFFSET ${offset}`,
    limit?.ties && 'WITH TIES',
  );
}

type QueryPrinter = (query: Query) => string;

function printWith(item: WithItem, query: QueryPrinter): string {
  if (item.kind === 'cte') return `${quoteName(item.name)} AS (${query(item.query)})`;
  return printItems([item], query);
}

function printFrom({ first, joins }: From, rewriting: Rewriting): string {
  return [printSource(first, rewriting), ...joins.map((join) => printJoin(join, rewriting))].join(
    ' ',
  );
}

function printSource(source: Source, rewriting: Rewriting): string {
  switch (source.kind) {
    case 'table':
      return rewriting.table(source);
    case 'derived':
      return words(`(${printQuery(source.query, rewriting)})`, alias(source.alias));
    case 'tableFunction':
      throw new TypeError('a table function is refused before it is printed');
  }
}

function printTable({ path, alias: name }: Table): string {
  return words(path.map(quoteName).join('.'), alias(name));
}

function printJoin(join: Join | ArrayJoin, rewriting: Rewriting): string {
  const query = (subquery: Query) => printQuery(subquery, rewriting);
  if (join.kind === 'arrayJoin') {
    return words(join.left && 'LEFT', 'ARRAY JOIN', printItems(join.items, query));
  }
  return words(
    join.side,
    join.strictness,
    'JOIN',
    printSource(join.source, rewriting),
    join.on && `ON ${printExpression(join.on, query)}`,
    join.using.length > 0 && `USING (${join.using.map(quoteName).join(', ')})`,
  );
}

function printGroups(groupBy: GroupBy, query: QueryPrinter): string {
  const totals = groupBy.totals && 'WITH TOTALS';
  switch (groupBy.kind) {
    case 'all':
      return words('ALL', totals);
    case 'items': {
      const modifier = groupBy.modifier && `WITH ${groupBy.modifier}`;
      return words(printList(groupBy.items, query), modifier, totals);
    }
    case 'sets': {
      const sets = groupBy.sets.map((set) => `(${printList(set, query)})`).join(', ');
      return words(`GROUPING SETS (${sets})`, totals);
    }
  }
}

function printLimitBy({ count, offset, by }: LimitBy, query: QueryPrinter): string {
  const start = offset !== null && `OFFSET ${offset}`;
  return words('LIMIT', count, start, 'BY', printList(by, query));
}

function alias(name: string | null): string | null {
  return name === null ? null : `AS ${quoteName(name)}`;
}

function words(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
}
