import type { ProblemKind } from './problem-kind.js';

/** What can be wrong with a request about the people of a workspace. */
export const TEAM_PROBLEMS = {
  'unlatch/team/member_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such member in this workspace.',
    remedy:
      'Check the userId. team.listMembers shows all members. The answer is the same for a person who is only in other workspaces.',
  },
  'unlatch/team/already_a_member': {
    status: 409,
    title: 'Conflicting Resource',
    meaning: 'A person with this e-mail address is a member of the workspace already.',
    remedy: 'To give the person another role, use team.updateMember.',
  },
  'unlatch/team/last_owner': {
    status: 412,
    title: 'Precondition Failed',
    meaning:
      'The change would leave the workspace without an owner, or without an owner who can log in with a password or a passkey.',
    remedy: 'First make another member an owner with team.updateMember.',
  },
  'unlatch/team/invitation_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such open invitation in this workspace.',
    remedy:
      'Check the invitationId. team.listInvitations shows those that are open. An invitation is gone once it was accepted or deleted, or has expired.',
  },
  'unlatch/team/role_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such role for members in this workspace.',
    remedy:
      'Use owner, admin, developer, analyst or auditor, or the id of a role that team.listRoles shows. Roles of keys are others.',
  },
  'unlatch/team/role_already_exists': {
    status: 409,
    title: 'Conflicting Resource',
    meaning: 'A role for members with this name exists already.',
    remedy:
      'Names are unique, and case makes no difference. The names of built-in roles are taken too. Choose another name.',
  },
  'unlatch/team/role_in_use': {
    status: 412,
    title: 'Precondition Failed',
    meaning: 'The role was not deleted, because members have it or invitations promise it.',
    remedy: 'First give these members another role, and delete these invitations.',
  },
} as const satisfies Record<string, ProblemKind>;
