import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed } from '../../shared/fields.js';
import { NamespaceText } from '../../shared/namespace.js';

export const definition = defineRpc({
  name: 'ratelimit.deleteOverride',
  kind: 'change',
  summary: 'Delete an override',
  description:
    'Deletes the override that was set for exactly this identifier; one that only matches it stays. Takes effect at once. Needs the permission ratelimit.*.delete_override or ratelimit.<namespaceId>.delete_override.',
  request: closed({
    namespace: NamespaceText,
    identifier: Type.String({ minLength: 1, maxLength: 512, description: 'As it was set.' }),
  }),
  data: closed({}),
  problems: ['unkey/data/ratelimit_namespace_not_found', 'unkey/data/ratelimit_override_not_found'],
  example: { namespace: 'sign-in', identifier: '*@example.com' },
});
