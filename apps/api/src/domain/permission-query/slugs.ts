import type { PermissionQuery } from './parse.js';

/** What a query names, in its order, each once. */
export function slugsIn(query: PermissionQuery): readonly string[] {
  return [...new Set(walk(query))];
}

function* walk(query: PermissionQuery): Generator<string> {
  if (query.kind === 'permission') yield query.slug;
  else for (const operand of query.operands) yield* walk(operand);
}
