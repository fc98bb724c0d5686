import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { closed } from '../../shapes/schema.js';
import { Workspace } from '../../shapes/workspace.js';

export const getWorkspace = defineOperation({
  name: 'workspaces.getWorkspace',
  kind: 'read',
  summary: 'Get the workspace',
  description: 'Shows the workspace of the caller, with its settings.',
  requires: {
    right: tuple('workspace.*.read_workspace'),
  },
  request: closed({}),
  data: Workspace,
  problems: [],
  example: {},
});
