import { type Requirement, tuple } from './requirement.js';

/** What the operations on the workspace of the caller ask. Imported as a namespace, like a table. */
export function readWorkspace(): Requirement {
  return tuple('workspace.*.read_workspace');
}

export function updateWorkspace(): Requirement {
  return tuple('workspace.*.update_workspace');
}
