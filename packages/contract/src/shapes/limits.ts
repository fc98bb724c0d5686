import { type TObject, Type } from '@sinclair/typebox';
import { named } from './annotations.js';
import { closed, nullable } from './schema.js';

const COUNT = { format: 'int64', minimum: 0 } as const;

const Limit = nullable(Type.Integer({ ...COUNT, description: 'null means unlimited.' }));
const Current = Type.Integer({ ...COUNT, description: 'How many there are now.' });

/** A setting that bounds something that is not counted here. */
function limit(description: string): TObject<{ limit: typeof Limit }> {
  return closed({ limit: Limit }, { description });
}

function countedLimit(description: string) {
  return closed({ limit: Limit, current: Current }, { description });
}

/** Each with its limit, and with the current number if it is counted. */
export const Limits = named(
  'Limits',
  'The limits of a workspace, each with the current number if it is counted.',
  closed({
    apiBillableOperationsCountMaxPerMonth: countedLimit(
      'Verifications that were VALID and limit checks that passed, so far in this UTC month.',
    ),
    apiRequestsCountMaxPerMinute: limit('API requests of all root keys together.'),
    logsRetentionDaysMax: limit('How many days usage events are kept.'),
    logsAuditRetentionDaysMax: limit('How many days audit events are kept.'),
    logdrainsMax: countedLimit('There are no log drains.'),
    keysMax: countedLimit('Keys that are not deleted, those of deleted APIs included.'),
    identitiesMax: countedLimit('Identities that are not deleted.'),
    permissionsMax: countedLimit('Permissions.'),
    rolesMax: countedLimit('Roles.'),
    apisMax: countedLimit('APIs that are not deleted.'),
    rootKeysMax: countedLimit('Root keys that are not deleted, expired ones included.'),
    migrationsMax: countedLimit('Key imports.'),
    namespacesMax: countedLimit('Rate-limit namespaces that are not deleted.'),
    overridesMax: countedLimit('Rate-limit overrides, in all namespaces together.'),
    membersMax: countedLimit('Members.'),
    invitationsMax: countedLimit('Invitations, expired ones included until the next is made.'),
    teamRolesMax: countedLimit('Roles for members, without the built-in ones.'),
  }),
);
