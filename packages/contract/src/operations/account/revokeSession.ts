import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { SessionReference } from '../../shapes/person.js';
import { closed } from '../../shapes/schema.js';

export const revokeSession = defineOperation({
  name: 'account.revokeSession',
  kind: 'change',
  auth: ['user'],
  summary: 'End one of the own sessions',
  description:
    'Every process refuses its requests from then on. A session that has ended is no failure.',
  requires: { right: NOTHING },
  request: closed({ sessionId: SessionReference }),
  data: closed({}),
  problems: [],
  example: { sessionId: 'sess_1234' },
});
