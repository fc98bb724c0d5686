import { Type } from '@sinclair/typebox';
import { named } from './annotations.js';
import { closed, UnixMs } from './schema.js';

/** Fields without a value are left out, never null. */
export const Workspace = named(
  'Workspace',
  'A workspace with its settings. Fields without a value are absent, never null.',
  closed({
    id: Type.String(),
    name: Type.String(),
    projectId: Type.String({
      description: 'The one project of the workspace, as URNs of permissions name it.',
    }),
    apiRequestsPerMinute: Type.Optional(
      Type.Integer({
        format: 'int64',
        description:
          'How many requests per minute all root keys together may send. Absent if there is no limit.',
      }),
    ),
    logRetentionDays: Type.Integer({ description: 'How many days usage events are kept.' }),
    auditRetentionDays: Type.Integer({ description: 'How many days audit events are kept.' }),
    auditRetentionFrom: Type.Optional(
      Type.Integer({
        format: 'int64',
        description:
          'When auditRetentionDays takes effect, if it was lowered less than seven days ago. Until then the earlier number counts.',
      }),
    ),
    strictRights: Type.Boolean({
      description:
        'Whether giving permissions, roles and identities to keys needs the rights on them as well.',
    }),
    createdAt: UnixMs,
    updatedAt: Type.Optional(Type.Integer({ format: 'int64' })),
  }),
);
