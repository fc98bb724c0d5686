import { testQuery as definition } from '@unlatch/contract/operations/permissions/testQuery';
import { roleNotFound } from '../../../domain/not-found.js';
import { evaluatePermissionQuery } from '../../../domain/permission-query/evaluate.js';
import { readPermissionQuery } from '../../../domain/permission-query/read.js';
import { slugsIn } from '../../../domain/permission-query/slugs.js';
import { findExistingSlugs, findHoldingRoles } from '../../../store/permissions/slugs-held.js';
import { implement } from '../../implement.js';

export const testQuery = implement(definition, async ({ body, caller }, { db }) => {
  const { workspaceId } = caller;
  const query = readPermissionQuery(body.query);
  const slugs = slugsIn(query);
  const idsOrNames = body.roles ?? [];
  const found = await findHoldingRoles(db, { workspaceId, idsOrNames, slugs });
  const roles = found.map((role, index) => {
    if (role === undefined) throw roleNotFound(idsOrNames[index] ?? '');
    return role;
  });
  const existing = await findExistingSlugs(db, { workspaceId, slugs });
  const held = new Set([...(body.permissions ?? []), ...roles.flatMap((role) => role.slugs)]);
  return {
    passes: evaluatePermissionQuery(query, (slug) => held.has(slug)),
    permissions: slugs.map((slug) => ({
      slug,
      exists: existing.has(slug),
      held: held.has(slug),
    })),
    // Once each, although a request may name one by its id and by its name.
    roles: [...new Map(roles.map((role) => [role.id, role])).values()].map((role) => ({
      id: role.id,
      name: role.name,
      passes: evaluatePermissionQuery(query, (slug) => role.slugs.includes(slug)),
    })),
  };
});
