import { Type } from '@sinclair/typebox';
import { named, referTo, ruled } from './annotations.js';
import { closed, listOf, nullable, oneOf, UnixMs } from './schema.js';
import { label, name } from './text.js';

const ID = { minLength: 3, maxLength: 255, pattern: '^[a-zA-Z0-9_]+$' } as const;

export const MemberReference = referTo(
  'member',
  ['id'],
  Type.String({ ...ID, description: 'Id of the person, such as user_1234.' }),
);

export const InvitationReference = referTo(
  'invitation',
  ['id'],
  Type.String({ ...ID, description: 'Id of the invitation, such as inv_1234.' }),
);

/** A role that must exist, in a request: built in, or of the workspace. */
export const TeamRoleReference = referTo(
  'teamRole',
  ['id'],
  Type.String({
    ...ID,
    description:
      'owner, admin, developer, analyst or auditor, or the id of a role of the workspace, such as teamrole_1234.',
  }),
);

/** A role that can be changed, in a request. */
export const CustomRoleReference = referTo(
  'teamRole',
  ['id'],
  Type.String({
    ...ID,
    description:
      'Id of a role of the workspace, such as teamrole_1234. Built-in roles never change.',
  }),
);

export const TeamRoleName = name({
  minLength: 1,
  maxLength: 64,
  description: 'Case makes no difference, nor does another Unicode form of the same letters.',
});

export const TeamRoleDescription = label({ maxLength: 512 });

export const TeamRolePermissions = ruled(
  'must be permissions that an operation asks for, in this workspace',
  Type.Array(Type.String({ minLength: 1, maxLength: 512 }), {
    maxItems: 500,
    description:
      'Everything that members with the role may do, in the form of the permissions of root keys. A caller can give only permissions that it holds.',
  }),
);

const MemberRoleId = Type.String({
  description: 'Id of the role: that of a built-in one, or of one of the workspace.',
});
const MemberRoleName = Type.String({ description: 'Name of the role, to show to people.' });

export const Member = named(
  'Member',
  'A person who belongs to the workspace.',
  closed({
    userId: Type.String(),
    email: Type.String(),
    name: Type.String(),
    role: MemberRoleId,
    roleName: MemberRoleName,
    hasSecondFactor: Type.Boolean({
      description: 'Whether the person has a passkey, or confirms log-in with codes of an app.',
    }),
    joinedAt: UnixMs,
  }),
);

export const Invitation = named(
  'Invitation',
  'An invitation that can still be accepted.',
  closed({
    invitationId: Type.String(),
    email: Type.String(),
    role: MemberRoleId,
    roleName: MemberRoleName,
    invitedBy: closed({
      type: Type.String({ description: 'user or rootkey.' }),
      id: Type.String(),
      name: Type.String(),
    }),
    mail: oneOf(
      ['none', 'sending', 'sent', 'failed'],
      'Whether the service has sent the link by mail. none: it is not set up to send mail.',
    ),
    createdAt: UnixMs,
    expiresAt: UnixMs,
  }),
);

export const NewInvitation = named(
  'NewInvitation',
  'A new invitation. Its token is shown only in this answer.',
  closed({
    invitationId: Type.String(),
    token: Type.String({
      description:
        'Accepts the invitation, once. The page /join of the dashboard takes it after #.',
    }),
    link: nullable(
      Type.String({
        description: 'The page on which the invitation is accepted. null without PUBLIC_URL.',
      }),
    ),
    mail: oneOf(['none', 'sending'], 'sending: the service also sends the link by mail.'),
    expiresAt: UnixMs,
  }),
);

export const TeamRole = named(
  'TeamRole',
  'A role that members can have.',
  closed({
    id: Type.String(),
    name: Type.String(),
    description: nullable(Type.String()),
    builtIn: Type.Boolean({ description: 'Whether every workspace has it, and cannot change it.' }),
    permissions: listOf(Type.String()),
    members: Type.Integer({ description: 'How many members have it.' }),
  }),
);
