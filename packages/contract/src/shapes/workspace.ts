import { Type } from '@sinclair/typebox';
import { named } from './annotations.js';
import { closed, UnixMs } from './schema.js';

/** Fields without a value are left out, never null. */
export const Workspace = named(
  'Workspace',
  closed({
    id: Type.String(),
    name: Type.String(),
    apiRequestsPerMinute: Type.Optional(
      Type.Integer({
        format: 'int64',
        description:
          'How many requests per minute all root keys together may send. Absent if there is no limit.',
      }),
    ),
    logRetentionDays: Type.Integer({ description: 'How many days usage events are kept.' }),
    auditRetentionDays: Type.Integer({ description: 'How many days audit events are kept.' }),
    createdAt: UnixMs,
    updatedAt: Type.Optional(Type.Integer({ format: 'int64' })),
  }),
);
