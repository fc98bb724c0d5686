import { listRoles as definition } from '@unlatch/contract/operations/team/listRoles';
import { BUILT_IN_ROLES } from '@unlatch/contract/rights/team-roles';
import { mapPage } from '../../../domain/pagination.js';
import { BUILT_IN, permissionsOfBuiltIn } from '../../../domain/people/roles.js';
import { countMembersByRole, listTeamRoles } from '../../../store/team/team-roles.js';
import { implementList } from '../../implement.js';
import { readPage } from '../../shared/read-page.js';

/** Pages are in the order of ids, and those of the workspace come after the built-in ones. */
export const listRoles = implementList(definition, async ({ body, caller }, { db }) => {
  const { workspaceId } = caller;
  const page = await readPage(body, async (range) => {
    const members = await countMembersByRole(db, workspaceId);
    const builtIn = [...BUILT_IN]
      .sort()
      .filter((id) => id >= range.fromId)
      .map((id) => ({
        id: id as string,
        name: BUILT_IN_ROLES[id].name as string,
        description: BUILT_IN_ROLES[id].description as string | null,
        builtIn: true,
        permissions: permissionsOfBuiltIn(id, workspaceId),
        members: members.get(id) ?? 0,
        isBeyondPage: false,
      }));
    const custom = await listTeamRoles(db, { workspaceId, ...range });
    return [...builtIn, ...custom.map((role) => ({ ...role, builtIn: false }))].slice(
      0,
      range.limit,
    );
  });
  return mapPage(page, ({ id, name, description, builtIn, permissions, members }) => {
    return { id, name, description, builtIn, permissions, members };
  });
});
