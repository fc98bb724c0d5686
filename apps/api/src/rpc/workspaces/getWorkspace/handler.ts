import { getWorkspace as definition } from '@unlatch/contract/operations/workspaces/getWorkspace';
import { findWorkspace } from '../../../store/workspaces/workspaces.js';
import { implement } from '../../implement.js';
import { presentWorkspace } from '../../shared/workspace.js';

export const getWorkspace = implement(definition, async ({ caller }, deps) => {
  return presentWorkspace(await findWorkspace(deps.db, caller.workspaceId));
});
