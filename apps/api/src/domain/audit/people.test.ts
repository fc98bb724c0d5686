import { expect, it } from 'vitest';
import type { AuditEvent } from './audit-event.js';
import * as people from './people.js';

const user = { id: 'user_1', email: 'ada@example.com' };
const session = { id: 'sess_1', by: 'password' };

it.each<[built: AuditEvent, event: string, description: string]>([
  [
    people.userCreated(user, 'owner'),
    'user.create',
    'Created user ada@example.com with the role owner',
  ],
  [people.userRenamed(user, 'Ada'), 'user.update', 'Updated user ada@example.com'],
  [people.passwordSet(user), 'user.set_password', 'Set the password of user ada@example.com'],
  [
    people.sessionBegun(user, session),
    'session.create',
    'User ada@example.com logged in by password',
  ],
  [
    people.sessionEnded(user, 'sess_1'),
    'session.end',
    'Ended session sess_1 of user ada@example.com',
  ],
  [
    people.otherSessionsEnded(user, 2),
    'session.end',
    'Ended 2 other sessions of user ada@example.com',
  ],
  [
    people.identityConfirmed(user, session),
    'session.step_up',
    'User ada@example.com confirmed the identity by password',
  ],
  ...(
    [
      [1, '1st'],
      [2, '2nd'],
      [3, '3rd'],
      [4, '4th'],
      [11, '11th'],
      [32, '32nd'],
      [112, '112th'],
    ] as const
  ).map(([count, ordinal]): [AuditEvent, string, string] => [
    people.loginFailed(user, count),
    'user.login_failed',
    `Refused a log-in of user ada@example.com, for the ${ordinal} time in a row`,
  ]),
  [people.userUnlocked(user), 'user.unlock', 'Ended the wait of user ada@example.com'],
])('%o is described', (built, event, description) => {
  expect(built).toMatchObject({ event, description });
  expect(built.targets[0]).toMatchObject({ type: 'user', id: 'user_1', name: 'ada@example.com' });
});
