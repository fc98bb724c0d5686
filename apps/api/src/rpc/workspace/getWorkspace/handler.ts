import { getWorkspace as definition } from '@unlatch/contract/operations/workspace/getWorkspace';
import { findWorkspace } from '../../../store/workspaces/workspaces.js';
import { implement } from '../../implement.js';
import { presentWorkspace } from '../../shared/workspace.js';

export const getWorkspace = implement(definition, async ({ caller }, deps) => {
  const workspace = await findWorkspace(deps.db, caller.workspaceId);
  return presentWorkspace(workspace, deps.clock.nowMs());
});
