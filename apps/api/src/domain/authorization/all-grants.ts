import { ACTIONS } from '@unlatch/contract/rights/actions';

/**
 * The permissions of a root key that may do everything in its workspace. It has every tuple besides
 * the URN of an administrator, because most operations ask only for a tuple.
 */
export function allGrants(workspaceId: string): string[] {
  const tuples = Object.entries(ACTIONS).flatMap(([type, actions]) =>
    actions.map((action) => `${type}.*.${action}`),
  );
  return [...tuples, `unkey:v1:${workspaceId}:**#*`];
}

const KNOWN_ACTIONS = new Set(
  Object.entries(ACTIONS).flatMap(([type, actions]) =>
    actions.map((action) => `${type}.${action}`),
  ),
);

/** Whether any operation can ask for the action on things of the type. */
export function isKnownAction(type: string, action: string): boolean {
  return KNOWN_ACTIONS.has(`${type}.${action}`);
}
