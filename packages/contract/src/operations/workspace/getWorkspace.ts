import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { closed } from '../../shapes/schema.js';
import { Workspace } from '../../shapes/workspace.js';

export const getWorkspace = defineOperation({
  name: 'workspace.getWorkspace',
  kind: 'read',
  summary: 'Get the workspace',
  description: 'Shows the workspace of the caller, with its settings. The request needs no body.',
  requires: {
    right: tuple('workspace.*.read_workspace'),
  },
  request: closed({}),
  bodyOptional: true,
  data: Workspace,
  problems: [],
  example: {},
});
