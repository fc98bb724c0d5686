import { Problem } from '../problems.js';
import { type PermissionQuery, parsePermissionQuery } from './parse.js';

/** A query of a request. One that cannot be parsed is a fault of the request. */
export function readPermissionQuery(text: string): PermissionQuery {
  const parsed = parsePermissionQuery(text);
  if (parsed.ok) return parsed.query;
  throw new Problem('user/bad_request/permissions_query_syntax_error', parsed.message);
}
