import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { ruled } from '../../shapes/annotations.js';
import { closed, MAX_INTEGER, nullable } from '../../shapes/schema.js';
import { label } from '../../shapes/text.js';
import { Workspace } from '../../shapes/workspace.js';

/** Ten years. */
const RETENTION_DAYS_MAX = 3653;

const RetentionDays = Type.Integer({ minimum: 1, maximum: RETENTION_DAYS_MAX });

export const updateWorkspace = defineOperation({
  name: 'workspace.updateWorkspace',
  kind: 'change',
  summary: 'Change the workspace',
  description:
    'Sets the fields that are sent and leaves the others. null clears a field. A lower auditRetentionDays takes effect after seven days. The request limit of the workspace does not apply to this operation, which may be called 60 times per minute. Answers with the workspace as it is now.',
  requires: {
    right: tuple('workspace.*.update_workspace'),
  },
  request: closed({
    name: Type.Optional(label({ minLength: 1, maxLength: 256 })),
    apiRequestsPerMinute: Type.Optional(
      nullable(
        // Not 0: a limit of 0 would also refuse the request that lifts it.
        Type.Integer({
          format: 'int64',
          minimum: 1,
          maximum: MAX_INTEGER,
          description:
            'How many requests per minute all root keys together may send. null means no limit.',
        }),
      ),
    ),
    logRetentionDays: Type.Optional(RetentionDays),
    auditRetentionDays: Type.Optional(
      ruled('must be at least what the operator has set, by default 30', RetentionDays),
    ),
    strictRights: Type.Optional(
      Type.Boolean({
        description:
          'Whether giving permissions, roles and identities to keys needs the rights on them as well.',
      }),
    ),
  }),
  liftsLimit: true,
  data: Workspace,
  problems: [],
  example: { name: 'Weather Inc', apiRequestsPerMinute: 6000, logRetentionDays: 30 },
});
