import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addPerson, asPerson, callFromPage } from '../../../../test/people.js';
import { readAuditTrail } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

it('renames the person, also in running sessions, and leaves an audit event', async () => {
  const { deps, clock, app } = harness;
  const { id } = await harness.newWorkspace();
  const person = await addPerson(deps.db, { nowMs: clock.nowMs(), roles: { [id]: 'analyst' } });
  const answer = await asPerson(app, person)('account.updateAccount', { name: 'Ada' });
  expect(answer.body.data).toMatchObject({ id: person.userId, name: 'Ada' });
  const headers = { cookie: `unlatch_session=${person.token}` };
  const { body } = await callFromPage(app, 'login.getStatus', {}, { headers });
  expect(body.data.session.user.name).toBe('Ada');
  const events = (await readAuditTrail(deps, id)).map(({ event }) => event);
  expect(events).toContain('user.update');
});
