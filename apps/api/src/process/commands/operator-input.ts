import { LABEL_PATTERN, PATTERN_RULES } from '@unlatch/contract/shapes/text';
import { OperatorError } from '../../lib/operator-error.js';

/** What the operator has asked for cannot be done. The message says why. */
export class WorkspaceCommandError extends OperatorError {}

/** Refuses a name that an operation of the API would refuse too. */
export function requireLabel(name: string, lengthMax: number): void {
  const length = [...name].length;
  if (length === 0 || length > lengthMax) {
    throw new WorkspaceCommandError(`The name must have 1 to ${lengthMax} characters.`);
  }
  if (new RegExp(LABEL_PATTERN, 'u').test(name)) return;
  throw new WorkspaceCommandError(`The name ${PATTERN_RULES.get(LABEL_PATTERN)}.`);
}

/** `workspace`: what there is in its place, a deleted one or none. */
export function noWorkspace(workspace: object | undefined): WorkspaceCommandError {
  const reason = workspace === undefined ? 'There is no such workspace' : 'It was deleted before';
  return new WorkspaceCommandError(`${reason}. unlatch list-workspaces shows them all.`);
}
