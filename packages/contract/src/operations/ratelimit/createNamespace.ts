import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { closed } from '../../shapes/schema.js';

export const createNamespace = defineOperation({
  name: 'ratelimit.createNamespace',
  kind: 'change',
  summary: 'Create a namespace',
  description:
    'A check creates a missing namespace by itself. Use this operation if a namespace needs overrides before its first check, or to use the name of a deleted namespace again, which checks cannot do. The namespace is then a new one: it has a new id, counts from zero, and has none of the overrides or permissions of the deleted one.',
  requires: {
    right: tuple('ratelimit.*.create_namespace'),
  },
  request: closed({
    name: Type.String({
      minLength: 1,
      maxLength: 512,
      description: 'It must not begin with rlns_, as ids do.',
    }),
  }),
  data: closed({ namespaceId: Type.String() }),
  problems: ['unkey/application/quota_exceeded', 'unkey/data/ratelimit_namespace_already_exists'],
  example: { name: 'sign-in' },
});
