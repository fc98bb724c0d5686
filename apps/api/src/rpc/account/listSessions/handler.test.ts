import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addPerson, addSession, asPerson, callFromPage } from '../../../../test/people.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

interface Listed {
  readonly id: string;
  readonly isCurrent: boolean;
}

describe('answers', () => {
  it('lists the own sessions, without their tokens and without those that have ended', async () => {
    const { deps, clock, app } = harness;
    await addPerson(deps.db, { nowMs: clock.nowMs() });
    const ended = await addPerson(deps.db, { nowMs: clock.nowMs() });
    clock.advance(12 * 3_600_000);
    const { userId } = ended;
    const current = await addSession(deps.db, { userId, nowMs: clock.nowMs() });
    const other = await addSession(deps.db, { userId, nowMs: clock.nowMs() });
    const { body } = await asPerson(app, current)('account.listSessions', {});
    const listed: Listed[] = body.data.sessions;
    expect(new Map(listed.map(({ id, isCurrent }) => [id, isCurrent]))).toEqual(
      new Map([
        [current.sessionId, true],
        [other.sessionId, false],
      ]),
    );
    expect(JSON.stringify(body)).not.toContain(current.token);
  });

  it('says when a session was last seen, to the minute', async () => {
    const { deps, clock, app } = harness;
    const person = await addPerson(deps.db, { nowMs: clock.nowMs() });
    const seenAt = async () => {
      const { body } = await asPerson(app, person)('account.listSessions', {});
      return body.data.sessions[0].seenAt;
    };
    const startMs = clock.nowMs();
    clock.advance(59_999);
    expect(await seenAt()).toBe(startMs);
    clock.advance(1);
    // The request notes its time without waiting for it.
    await expect.poll(seenAt).toBe(startMs + 60_000);
  });
});

describe('side effects', () => {
  it('a person has fifty sessions: one more ends the one that was not seen for longest', async () => {
    const { deps, clock, app } = harness;
    const password = 'four words are long enough';
    const passwordHash = await deps.people.hasher.hash(password);
    const person = await addPerson(deps.db, { nowMs: clock.nowMs(), passwordHash });
    clock.advance(1);
    for (let count = 0; count < 49; count++) {
      await addSession(deps.db, { userId: person.userId, nowMs: clock.nowMs() });
    }
    const body = { email: person.email, password };
    expect((await callFromPage(app, 'login.withPassword', body)).status).toBe(200);
    expect((await asPerson(app, person)('account.getAccount', {})).status).toBe(401);
  });
});
