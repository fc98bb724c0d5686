import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed } from '../../shared/fields.js';
import { NamespaceText } from '../../shared/namespace.js';
import { OverrideDetails } from '../../shared/override.js';

export const definition = defineRpc({
  name: 'ratelimit.getOverride',
  kind: 'read',
  summary: 'Get an override',
  description:
    'The override that was set for exactly this identifier, else the one whose wildcard counts for it. Needs the permission ratelimit.*.read_override or ratelimit.<namespaceId>.read_override; without it the override does not seem to exist.',
  request: closed({
    namespace: NamespaceText,
    identifier: Type.String({ minLength: 1, maxLength: 512 }),
  }),
  data: OverrideDetails,
  problems: ['unkey/data/ratelimit_namespace_not_found', 'unkey/data/ratelimit_override_not_found'],
  example: { namespace: 'sign-in', identifier: 'user_42@example.com' },
});
