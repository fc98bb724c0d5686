import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { newNamespaceName } from '../../shapes/namespace.js';
import { closed, exactlyOneOf } from '../../shapes/schema.js';

export const createNamespace = defineOperation({
  name: 'ratelimit.createNamespace',
  kind: 'change',
  summary: 'Create a namespace',
  description:
    'A check creates a missing namespace by itself. Use this operation if a namespace needs overrides before its first check, or to use the name of a deleted namespace again, which checks cannot do. The namespace is then a new one: it has a new id, counts from zero, and has none of the overrides or permissions of the deleted one.',
  requires: {
    right: tuple('ratelimit.*.create_namespace'),
  },
  request: exactlyOneOf(
    {
      name: newNamespaceName(
        'It must be in Unicode normalization form C, and not begin with rlns_, as ids do.',
      ),
      namespace: newNamespaceName(
        'The same as name, as the other operations call it. Send one of the two.',
      ),
    },
    {},
  ),
  data: closed({ namespaceId: Type.String() }),
  problems: ['unkey/application/quota_exceeded', 'unkey/data/ratelimit_namespace_already_exists'],
  example: { name: 'sign-in' },
});
