import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { closed } from '../../shapes/schema.js';

export const createNamespace = defineOperation({
  name: 'ratelimit.createNamespace',
  kind: 'change',
  summary: 'Create a namespace',
  description:
    'Checks make their namespaces themselves; this is for those that need their overrides first, and for the name of a deleted one, which checks cannot use. What is created then is a new namespace: it has a new id, counts from zero, and has none of the overrides or permissions of the deleted one.',
  requires: {
    right: tuple('ratelimit.*.create_namespace'),
  },
  request: closed({
    name: Type.String({
      minLength: 1,
      maxLength: 512,
      description: 'Must not begin like an id, with rlns_.',
    }),
  }),
  data: closed({ namespaceId: Type.String() }),
  problems: ['unkey/data/ratelimit_namespace_already_exists'],
  example: { name: 'sign-in' },
});
