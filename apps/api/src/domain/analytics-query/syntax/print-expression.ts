import { isFunctionName } from '../functions.js';
import { quoteName, quoteString } from './quote.js';
import type { DataType } from './terms.js';
import type {
  Alias,
  Call,
  Case,
  Expression,
  Fill,
  Frame,
  FrameBound,
  In,
  Interval,
  Member,
  OrderItem,
  Query,
  Star,
  Window,
} from './tree.js';

const LITERALS = new Set(['null', 'boolean', 'number', 'string']);

type QueryPrinter = (query: Query) => string;

export function printExpression(node: Expression, query: QueryPrinter): string {
  const inner = (value: Expression) => printOperand(value, query);
  switch (node.kind) {
    case 'null':
      return 'NULL';
    case 'boolean':
      return String(node.value);
    case 'number':
      return node.text;
    case 'string':
      return quoteString(node.value);
    case 'column':
      return node.path.map(quoteName).join('.');
    case 'star':
      return printStar(node);
    case 'call':
      return printCall(node, query);
    case 'cast':
      return `CAST(${inner(node.value)} AS ${printType(node.type)})`;
    case 'unary':
      return node.operator === '-' ? `-${inner(node.value)}` : `NOT ${inner(node.value)}`;
    case 'binary':
      return `${inner(node.left)} ${node.operator} ${inner(node.right)}`;
    case 'chain':
      return node.operands.map(inner).join(` ${node.operator} `);
    case 'between': {
      const operator = node.negated ? 'NOT BETWEEN' : 'BETWEEN';
      return `${inner(node.value)} ${operator} ${inner(node.low)} AND ${inner(node.high)}`;
    }
    case 'in':
      return printIn(node, query);
    case 'isNull':
      return `${inner(node.value)} IS ${node.negated ? 'NOT NULL' : 'NULL'}`;
    case 'case':
      return printCase(node, query);
    case 'interval':
      return printInterval(node, query);
    case 'array':
      return `[${printItems(node.items, query)}]`;
    case 'tuple':
      return `(${printItems(node.items, query)}${node.items.length === 1 ? ',' : ''})`;
    case 'element':
      return `${inner(node.value)}[${printExpression(node.index, query)}]`;
    case 'member':
      return printMember(node, query);
    case 'lambda':
      return `(${node.parameters.map(quoteName).join(', ')}) -> ${inner(node.body)}`;
    case 'alias':
      return `(${printAlias(node, query)})`;
    case 'subquery':
      return `(${query(node.query)})`;
    case 'exists':
      return `EXISTS (${query(node.query)})`;
    case 'parameter':
      throw new TypeError('a parameter is refused before it is printed');
  }
}

export function printList(items: readonly Expression[], query: QueryPrinter): string {
  return items.map((item) => printExpression(item, query)).join(', ');
}

/** A list whose items may have an alias without parentheses. */
export function printItems(items: readonly Expression[], query: QueryPrinter): string {
  return items
    .map((item) => (item.kind === 'alias' ? printAlias(item, query) : printExpression(item, query)))
    .join(', ');
}

export function printOrder(items: readonly OrderItem[], query: QueryPrinter): string {
  return items.map((item) => printOrderItem(item, query)).join(', ');
}

export function printWindow(window: Window, query: QueryPrinter): string {
  const { base, partitionBy, orderBy, frame } = window;
  return [
    base === null ? '' : quoteName(base),
    partitionBy.length > 0 ? `PARTITION BY ${printList(partitionBy, query)}` : '',
    orderBy.length > 0 ? `ORDER BY ${printOrder(orderBy, query)}` : '',
    frame ? printFrame(frame) : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** What stands within an operator: in parentheses unless nothing could be taken for its part. */
function printOperand(node: Expression, query: QueryPrinter): string {
  const text = printExpression(node, query);
  switch (node.kind) {
    case 'null':
    case 'boolean':
    case 'number':
    case 'string':
    case 'column':
    case 'star':
    case 'call':
    case 'cast':
    case 'array':
    case 'tuple':
    case 'subquery':
    case 'alias':
    case 'parameter':
      return text;
    case 'unary':
    case 'binary':
    case 'chain':
    case 'between':
    case 'in':
    case 'isNull':
    case 'case':
    case 'interval':
    case 'element':
    case 'member':
    case 'lambda':
    case 'exists':
      return `(${text})`;
  }
}

function printAlias({ value, name }: Alias, query: QueryPrinter): string {
  return `${printOperand(value, query)} AS ${quoteName(name)}`;
}

/** Without the parentheses, the engine would not find the unit behind every value. */
function printInterval({ value, unit }: Interval, query: QueryPrinter): string {
  const count = value.kind === 'number' ? value.text : `(${printExpression(value, query)})`;
  return `INTERVAL ${count} ${unit}`;
}

/** Without the parentheses, the member of a number would be a fraction. */
function printMember({ value, position }: Member, query: QueryPrinter): string {
  const text = printOperand(value, query);
  return LITERALS.has(value.kind) ? `(${text}).${position}` : `${text}.${position}`;
}

function printStar({ table, except }: Star): string {
  const star = table === null ? '*' : `${quoteName(table)}.*`;
  return except.length === 0 ? star : `${star} EXCEPT (${except.map(quoteName).join(', ')})`;
}

function printCall(call: Call, query: QueryPrinter): string {
  const name = isFunctionName(call.name) ? call.name : quoteName(call.name);
  const parameters = call.parameters === null ? '' : `(${printItems(call.parameters, query)})`;
  const values = `${call.distinct ? 'DISTINCT ' : ''}${printItems(call.arguments, query)}`;
  const filter = call.filter ? ` FILTER (WHERE ${printExpression(call.filter, query)})` : '';
  return `${name}${parameters}(${values})${filter}${printOver(call.over, query)}`;
}

function printOver(over: Call['over'], query: QueryPrinter): string {
  if (over === null) return '';
  return typeof over === 'string'
    ? ` OVER ${quoteName(over)}`
    : ` OVER (${printWindow(over, query)})`;
}

/** A list of one item is `(1)` here, not the tuple `(1,)`. */
function printIn({ negated, value, set }: In, query: QueryPrinter): string {
  const list =
    set.kind === 'tuple' ? `(${printItems(set.items, query)})` : printExpression(set, query);
  return `${printOperand(value, query)} ${negated ? 'NOT IN' : 'IN'} ${list}`;
}

function printCase({ value, branches, otherwise }: Case, query: QueryPrinter): string {
  const inner = (expression: Expression) => printOperand(expression, query);
  return [
    'CASE',
    ...(value ? [inner(value)] : []),
    ...branches.map(({ condition, result }) => `WHEN ${inner(condition)} THEN ${inner(result)}`),
    ...(otherwise ? [`ELSE ${inner(otherwise)}`] : []),
    'END',
  ].join(' ');
}

function printType({ name, arguments: values }: DataType): string {
  if (values.length === 0) return name;
  const texts = values.map((value) => {
    if ('number' in value) return value.number;
    return 'text' in value ? quoteString(value.text) : printType(value);
  });
  return `${name}(${texts.join(', ')})`;
}

function printOrderItem(item: OrderItem, query: QueryPrinter): string {
  const direction = item.descending ? 'DESC' : 'ASC';
  const nulls = item.nulls === null ? '' : ` NULLS ${item.nulls}`;
  const fill = item.fill ? printFill(item.fill, query) : '';
  return `${printExpression(item.value, query)} ${direction}${nulls}${fill}`;
}

function printFill({ from, to, step }: Fill, query: QueryPrinter): string {
  const part = (word: string, value: Expression | null) =>
    value ? ` ${word} ${printOperand(value, query)}` : '';
  return ` WITH FILL${part('FROM', from)}${part('TO', to)}${part('STEP', step)}`;
}

function printFrame({ unit, start, end }: Frame): string {
  if (end === null) return `${unit} ${printBound(start)}`;
  return `${unit} BETWEEN ${printBound(start)} AND ${printBound(end)}`;
}

function printBound(bound: FrameBound): string {
  if (bound.kind === 'current') return 'CURRENT ROW';
  return `${bound.kind === 'unbounded' ? 'UNBOUNDED' : bound.count} ${bound.side}`;
}
