import { listMembers as definition } from '@unlatch/contract/operations/team/listMembers';
import { mapPage } from '../../../domain/pagination.js';
import { nameOfRole } from '../../../domain/people/roles.js';
import * as members from '../../../store/team/members.js';
import { implementList } from '../../implement.js';
import { readSmallList } from '../../shared/small-list.js';

export const listMembers = implementList(definition, async ({ body, caller }, { db }) => {
  const { workspaceId } = caller;
  const page = await readSmallList(body, () => ({
    read: (list) => members.listMembers(db, { workspaceId, ...list }),
    count: (list) => members.countMembers(db, { workspaceId, ...list }),
  }));
  return mapPage(page, (member) => ({
    userId: member.id,
    email: member.email,
    name: member.name,
    role: member.role,
    roleName: nameOfRole(member.role, member.customRole?.name ?? null),
    hasSecondFactor: member.hasSecondFactor,
    joinedAt: member.joinedAtMs,
  }));
});
