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
        description: 'How many requests all root keys together may send; absent without a limit.',
      }),
    ),
    logRetentionDays: Type.Integer({ description: 'How long verifications and checks are kept.' }),
    auditRetentionDays: Type.Integer({ description: 'How long audit events are kept.' }),
    createdAt: UnixMs,
    updatedAt: Type.Optional(Type.Integer({ format: 'int64' })),
  }),
);
