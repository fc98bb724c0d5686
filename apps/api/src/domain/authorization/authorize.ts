import { Problem } from '../problems.js';
import type { CompiledRight, Grantee } from './compile-right.js';

/** Refuses with 403 and the missing permission, unless the caller has the right on these things. */
export function authorize(right: CompiledRight, caller: Grantee, ids: object): void {
  if (!right.isMet(caller, ids)) throw insufficientPermissions(right.missing(caller, ids));
}

export function insufficientPermissions(detail: string): Problem {
  return new Problem('unkey/authorization/insufficient_permissions', detail);
}
