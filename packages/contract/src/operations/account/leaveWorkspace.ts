import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { closed } from '../../shapes/schema.js';

export const leaveWorkspace = defineOperation({
  name: 'account.leaveWorkspace',
  kind: 'change',
  auth: ['user'],
  destructive: true,
  summary: 'Leave a workspace',
  description:
    'Takes the person out of a workspace. The last owner cannot leave. Only another invitation lets the person in again.',
  requires: { right: NOTHING },
  request: closed({
    workspaceId: Type.String({ minLength: 3, maxLength: 255, pattern: '^[a-zA-Z0-9_]+$' }),
  }),
  data: closed({}),
  problems: ['unlatch/team/last_owner'],
  example: { workspaceId: 'ws_1234abcd' },
});
