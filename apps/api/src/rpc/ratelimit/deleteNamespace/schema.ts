import { defineRpc } from '../../define-rpc.js';
import { closed } from '../../shared/fields.js';
import { NamespaceText } from '../../shared/namespace.js';

export const definition = defineRpc({
  name: 'ratelimit.deleteNamespace',
  kind: 'change',
  summary: 'Delete a namespace',
  description:
    'Deletes the namespace and its overrides. From the moment this is answered, checks that name it are refused with 410, until ratelimit.createNamespace creates it again. Needs the permission ratelimit.*.delete_namespace or ratelimit.<namespaceId>.delete_namespace.',
  request: closed({ namespace: NamespaceText }),
  data: closed({}),
  problems: ['unkey/data/ratelimit_namespace_not_found'],
  example: { namespace: 'sign-in' },
});
