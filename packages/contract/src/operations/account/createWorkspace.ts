import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { closed } from '../../shapes/schema.js';
import { label } from '../../shapes/text.js';

export const createWorkspace = defineOperation({
  name: 'account.createWorkspace',
  kind: 'change',
  auth: ['user'],
  summary: 'Create a workspace',
  description:
    'The person becomes its owner. It has no root key yet. A person who owns no workspace cannot create one.',
  requires: { right: NOTHING },
  request: closed({ name: label({ minLength: 1, maxLength: 256 }) }),
  data: closed({ workspaceId: Type.String(), slug: Type.String() }),
  problems: ['unlatch/workspace/too_many'],
  example: { name: 'Staging' },
});
