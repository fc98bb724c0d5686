import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { anyOf, urn } from '../../rights/right.js';
import { onNamespace } from '../../rights/rights-by-thing.js';
import { NamespaceReference } from '../../shapes/namespace.js';
import { closed, MAX_INTEGER } from '../../shapes/schema.js';

export const setOverride = defineOperation({
  name: 'ratelimit.setOverride',
  kind: 'change',
  summary: 'Set an override',
  description:
    'Sets a limit and a duration for one identifier, or for all identifiers that match a pattern. They replace the numbers that a check sends. An override that exists already keeps its id and gets the new numbers. If several overrides match, the one with exactly the identifier counts. Otherwise the one with the longest text beside its wildcards counts, and among equals the oldest. A namespace can have 10,000 overrides, 1,000 of them with a wildcard, and 20 of these with text between two wildcards. Takes effect at once.',
  requires: {
    right: anyOf(
      ...onNamespace('set_override'),
      urn('ratelimits/namespaces/{namespaceId}', 'set_override'),
    ),
    found: ['namespaceId'],
  },
  request: closed({
    namespace: NamespaceReference,
    identifier: Type.String({
      minLength: 1,
      maxLength: 512,
      description: 'Each * in it stands for any text, even an empty one.',
    }),
    limit: Type.Integer({
      format: 'int64',
      minimum: 0,
      maximum: MAX_INTEGER,
      description: 'How much may be used within one window. With 0, no request passes.',
    }),
    duration: Type.Integer({
      format: 'int64',
      minimum: 1000,
      maximum: MAX_INTEGER,
      description: 'Length of the window in milliseconds. A new length starts a new count.',
    }),
  }),
  data: closed({ overrideId: Type.String() }),
  problems: ['unkey/application/quota_exceeded', 'unkey/data/ratelimit_namespace_not_found'],
  example: { namespace: 'sign-in', identifier: '*@example.com', limit: 100, duration: 60_000 },
});
