import { defineOperation } from '../../operation.js';
import { anyOf, tuple, urn } from '../../rights/right.js';
import { Limits } from '../../shapes/limits.js';
import { closed } from '../../shapes/schema.js';

export const getLimits = defineOperation({
  name: 'workspace.getLimits',
  kind: 'read',
  summary: 'Get the limits of the workspace',
  description:
    'Shows how much of everything the workspace of the caller may have, and how much it has. The request needs no body.',
  requires: {
    right: anyOf(urn('limits', 'read'), tuple('workspace.*.read_workspace')),
  },
  request: closed({}),
  bodyOptional: true,
  data: Limits,
  problems: [],
  example: {},
});
