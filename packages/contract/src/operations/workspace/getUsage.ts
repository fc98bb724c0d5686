import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { anyOf, tuple, urn } from '../../rights/right.js';
import { ruled } from '../../shapes/annotations.js';
import { closed } from '../../shapes/schema.js';
import { Usage } from '../../shapes/usage.js';

const Period = ruled(
  'must not be in the future, and must begin within the last 90 days',
  closed(
    {
      year: Type.Integer({ minimum: 1970, maximum: 9999 }),
      month: Type.Integer({ minimum: 1, maximum: 12, description: '1 is January.' }),
    },
    { description: 'A month in UTC. Absent: this month so far.' },
  ),
);

export const getUsage = defineOperation({
  name: 'workspace.getUsage',
  kind: 'read',
  summary: 'Get the usage of the workspace',
  description:
    'Shows what is billable in a month: verifications that were VALID, and limit checks that passed. An answer that was given a moment ago may not be in it yet. The request needs no body.',
  requires: {
    right: anyOf(urn('usage', 'read'), tuple('workspace.*.read_workspace')),
  },
  request: closed({ period: Type.Optional(Period) }),
  bodyOptional: true,
  data: Usage,
  problems: [],
  example: {},
});
