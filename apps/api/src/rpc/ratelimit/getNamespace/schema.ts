import { defineRpc } from '../../define-rpc.js';
import { closed } from '../../shared/fields.js';
import { NamespaceDetails, NamespaceText } from '../../shared/namespace.js';

export const definition = defineRpc({
  name: 'ratelimit.getNamespace',
  kind: 'read',
  summary: 'Get a namespace',
  description:
    'Needs the permission ratelimit.*.read_namespace or ratelimit.<namespaceId>.read_namespace.',
  request: closed({ namespace: NamespaceText }),
  data: NamespaceDetails,
  problems: ['unkey/data/ratelimit_namespace_not_found'],
  example: { namespace: 'sign-in' },
});
