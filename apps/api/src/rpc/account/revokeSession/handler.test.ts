import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addPerson, addSession, asPerson } from '../../../../test/people.js';
import { readAuditTrail } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('side effects', () => {
  it('ends the session at once, and leaves an audit event', async () => {
    const { deps, clock, app } = harness;
    const { id } = await harness.newWorkspace();
    const nowMs = clock.nowMs();
    const person = await addPerson(deps.db, { nowMs, roles: { [id]: 'admin' } });
    const other = await addSession(deps.db, { userId: person.userId, nowMs });
    const asOther = asPerson(app, other);
    expect((await asOther('account.getAccount', {})).status).toBe(200);
    const revoke = () =>
      asPerson(app, person)('account.revokeSession', { sessionId: other.sessionId });
    expect((await revoke()).status).toBe(200);
    expect((await asOther('account.getAccount', {})).status).toBe(401);
    expect((await revoke()).status).toBe(200);
    const events = (await readAuditTrail(deps, id)).map(({ event }) => event);
    expect(events.filter((event) => event === 'session.end')).toHaveLength(1);
  });
});

describe('refuses', () => {
  it('to end a session of another person, and does not say that it exists', async () => {
    const { deps, clock, app } = harness;
    const nowMs = clock.nowMs();
    const [person, other] = [
      await addPerson(deps.db, { nowMs }),
      await addPerson(deps.db, { nowMs }),
    ];
    const revoke = asPerson(app, person);
    const answer = await revoke('account.revokeSession', { sessionId: other.sessionId });
    expect(answer.body.data).toEqual({});
    expect((await asPerson(app, other)('account.getAccount', {})).status).toBe(200);
  });
});
