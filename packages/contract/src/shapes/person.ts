import { Type } from '@sinclair/typebox';
import { named } from './annotations.js';
import { closed, listOf, nullable, oneOf, UnixMs } from './schema.js';
import { label, NAME_PATTERN } from './text.js';

/** Two addresses that differ only in case are one. */
export const Email = Type.String({
  minLength: 3,
  maxLength: 254,
  pattern: `^(?=[^@\\s]+@[^@\\s]+$)${NAME_PATTERN.slice(1)}`,
  description: 'An e-mail address. Case makes no difference.',
});

export const PersonName = label({ minLength: 1, maxLength: 100 });

export const PASSWORD_LENGTH_MIN = 12;
/** In characters, and in bytes of UTF-8 as well. */
export const PASSWORD_LENGTH_MAX = 256;

/** A password that is chosen now. */
export const NewPassword = Type.String({
  minLength: PASSWORD_LENGTH_MIN,
  maxLength: PASSWORD_LENGTH_MAX,
  description:
    'At least 12 characters, none of the passwords that are tried first, and at most 256 bytes in UTF-8.',
});

/** A password as it is typed in to log in. */
export const TypedPassword = Type.String({ minLength: 1, maxLength: PASSWORD_LENGTH_MAX });

/** The secret part of a link, behind its #. */
export const LinkToken = Type.String({
  minLength: 1,
  maxLength: 128,
  pattern: '^[A-Za-z0-9_-]+$',
});

export const SessionReference = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: '^[a-zA-Z0-9_]+$',
  description: 'Id of a session. It is no secret.',
});

const Person = named(
  'Person',
  'A person with an account in this installation.',
  closed({ id: Type.String(), email: Type.String(), name: Type.String() }),
);

const OwnWorkspace = named(
  'OwnWorkspace',
  'A workspace of the person, with what the person may do there.',
  closed({
    id: Type.String({ description: 'For the header X-Unlatch-Workspace.' }),
    slug: Type.String({ description: 'Names the workspace in addresses of pages. It is unique.' }),
    name: Type.String(),
    role: Type.String({
      description: 'owner, admin, developer, analyst, auditor, or the id of a custom role.',
    }),
    roleName: Type.String(),
    grants: listOf(Type.String(), { description: 'Permissions, as a root key has them.' }),
  }),
);

/** The running session, without its token, which only the cookie has. */
export const PersonSession = named(
  'PersonSession',
  'The session of this browser.',
  closed({
    id: Type.String(),
    csrfToken: Type.String({
      description: 'For the header x-csrf. It changes when the session gets a new token.',
    }),
    level: oneOf(
      ['full', 'totpNeeded'],
      'totpNeeded: the second factor is still missing, and nothing but login.confirmTotp and login.logOut works.',
    ),
    steppedUpUntil: nullable(
      Type.Integer({
        format: 'int64',
        description: 'Until when dangerous acts need no confirmation. null: they need one.',
      }),
    ),
    expiresAt: UnixMs,
    user: Person,
    workspaces: listOf(OwnWorkspace, { description: 'Empty while the second factor is missing.' }),
  }),
);

export const Account = named(
  'Account',
  'The account of the person.',
  closed({
    id: Type.String(),
    email: Type.String(),
    name: Type.String(),
    createdAt: UnixMs,
    hasPassword: Type.Boolean(),
    passwordChangedAt: nullable(
      Type.Integer({ format: 'int64', description: 'null: there is no password.' }),
    ),
  }),
);

export const ListedSession = named(
  'ListedSession',
  'A place where the person is logged in.',
  closed({
    id: Type.String(),
    isCurrent: Type.Boolean({ description: 'Whether it is the session of this request.' }),
    createdAt: UnixMs,
    seenAt: Type.Integer({
      format: 'int64',
      description: 'When its last request came. It may lag by a minute.',
    }),
    expiresAt: UnixMs,
    ip: nullable(Type.String()),
    userAgent: nullable(Type.String()),
  }),
);
