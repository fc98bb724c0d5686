import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { closed } from '../../shapes/schema.js';

export const logOut = defineOperation({
  name: 'login.logOut',
  kind: 'change',
  auth: [],
  summary: 'Log out',
  description:
    'Ends the session of this browser. The answer tells the browser to clear what it has stored. Without a session it does nothing.',
  requires: { right: NOTHING },
  request: closed({}),
  bodyOptional: true,
  data: closed({}),
  problems: [],
  example: {},
});
