import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-workspaces.js';
import { findWorkspace } from '../../../store/workspaces/workspaces.js';
import { implementRpc } from '../../define-rpc.js';
import { presentWorkspace } from '../../shared/workspace.js';
import { definition } from './schema.js';

export const getWorkspace = implementRpc(definition, async ({ caller }, deps) => {
  authorize(caller, requirements.readWorkspace());
  return presentWorkspace(await findWorkspace(deps.db, caller.workspaceId));
});
