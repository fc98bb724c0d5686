import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { closed, MAX_INTEGER, nullable } from '../../shapes/schema.js';
import { Workspace } from '../../shapes/workspace.js';

/** Ten years. */
const RETENTION_DAYS_MAX = 3653;

const RetentionDays = Type.Integer({ minimum: 1, maximum: RETENTION_DAYS_MAX });

export const updateWorkspace = defineOperation({
  name: 'workspaces.updateWorkspace',
  kind: 'change',
  summary: 'Change the workspace',
  description:
    'Sets what is present and leaves what is absent; null clears. Answers with the workspace as it is now.',
  requires: {
    right: tuple('workspace.*.update_workspace'),
  },
  request: closed({
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    apiRequestsPerMinute: Type.Optional(
      nullable(
        // Not 0: that would refuse the request that takes it back, too.
        Type.Integer({
          format: 'int64',
          minimum: 1,
          maximum: MAX_INTEGER,
          description: 'How many requests all root keys together may send; null for no limit.',
        }),
      ),
    ),
    logRetentionDays: Type.Optional(RetentionDays),
    auditRetentionDays: Type.Optional(RetentionDays),
  }),
  data: Workspace,
  problems: [],
  example: { name: 'Weather Inc', apiRequestsPerMinute: 6000, logRetentionDays: 30 },
});
