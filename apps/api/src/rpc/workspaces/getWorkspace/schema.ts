import { defineRpc } from '../../define-rpc.js';
import { closed } from '../../shared/fields.js';
import { WorkspaceDetails } from '../../shared/workspace.js';

export const definition = defineRpc({
  name: 'workspaces.getWorkspace',
  kind: 'read',
  summary: 'Get the workspace',
  description:
    'The workspace of the root key, with its settings. Needs the permission workspace.*.read_workspace.',
  request: closed({}),
  data: WorkspaceDetails,
  problems: [],
  example: {},
});
