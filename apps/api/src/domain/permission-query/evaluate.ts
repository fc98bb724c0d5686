import type { PermissionQuery } from './parse.js';

/** Whether the permissions in `has` meet the query. `*` is an ordinary character. */
export function evaluatePermissionQuery(
  query: PermissionQuery,
  has: (slug: string) => boolean,
): boolean {
  switch (query.kind) {
    case 'permission':
      return has(query.slug);
    case 'and':
      return query.operands.every((operand) => evaluatePermissionQuery(operand, has));
    case 'or':
      return query.operands.some((operand) => evaluatePermissionQuery(operand, has));
  }
}
