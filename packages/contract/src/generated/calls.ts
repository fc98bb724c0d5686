// Written by `pnpm gen` from src/operations. Do not edit.
import type { Static } from '@sinclair/typebox';
import type { OperationsByName } from './operations.js';

/** The operations that answer a page of items. */
export type ListName =
  | 'apis.listApis'
  | 'apis.listKeys'
  | 'migrations.listMigrations'
  | 'identities.listIdentities'
  | 'ratelimit.listNamespaces'
  | 'ratelimit.listOverrides'
  | 'permissions.listPermissions'
  | 'permissions.listRoles'
  | 'rootKeys.listKeys'
  | 'team.listInvitations'
  | 'team.listMembers'
  | 'team.listRoles'
  | 'auditLogs.listAuditLogs'
  | 'analytics.events'
  | 'analytics.requests';

/** What each operation takes and gives, by its name on the wire. For a list, one item of it. */
export type Calls = {
  readonly [Name in keyof OperationsByName]: {
    readonly request: Static<OperationsByName[Name]['request']>;
    readonly data: Static<OperationsByName[Name]['data']>;
  };
};
