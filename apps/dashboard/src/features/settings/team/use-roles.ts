import type { ItemOf } from '../../../rpc/call.js';
import { useRead } from '../../../rpc/hooks.js';

export type TeamRole = ItemOf<'team.listRoles'>;

/** Roles that a member can have, as choices of a list. */
export function useRoles(): {
  readonly roles: readonly TeamRole[];
  readonly choices: readonly { readonly value: string; readonly label: string }[];
} {
  const list = useRead('team.listRoles', { limit: 100 }, { staleMs: 60_000 });
  const roles = list.data?.items ?? [];
  return { roles, choices: roles.map(({ id, name }) => ({ value: id, label: name })) };
}
