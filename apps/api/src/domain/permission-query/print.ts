import type { PermissionQuery } from './parse.js';

/** Writes a query so that parsing gives the same tree, with no more parentheses than needed. */
export function printPermissionQuery(query: PermissionQuery): string {
  if (query.kind === 'permission') return query.slug;
  const operator = query.kind === 'and' ? ' AND ' : ' OR ';
  return query.operands.map((operand) => printOperand(operand, query.kind)).join(operator);
}

function printOperand(operand: PermissionQuery, within: 'and' | 'or'): string {
  const text = printPermissionQuery(operand);
  const standsAlone = operand.kind === 'permission' || (operand.kind === 'and' && within === 'or');
  return standsAlone ? text : `(${text})`;
}
