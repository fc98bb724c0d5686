import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { Email, PersonSession, TypedPassword } from '../../shapes/person.js';
import { closed } from '../../shapes/schema.js';

export const withPassword = defineOperation({
  name: 'login.withPassword',
  kind: 'change',
  auth: [],
  summary: 'Log in with a password',
  description: 'Begins a session. Its token is in the cookie of the answer, and nowhere else.',
  requires: { right: NOTHING },
  request: closed({ email: Email, password: TypedPassword }),
  data: PersonSession,
  secrets: { request: ['password'] },
  problems: [
    'unlatch/session/wrong_credentials',
    'unlatch/session/too_many_attempts',
    'unlatch/session/insecure_connection',
  ],
  example: { email: 'owner@example.com', password: 'a long sentence is easy to keep' },
});
