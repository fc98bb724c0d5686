import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { asPerson, callFromPage, cookieIn } from '../../../../test/people.js';
import { readAuditTrail } from '../../../../test/rows.js';
import { makeFirstLink } from '../../../operations/people/setup-links.js';

const PASSWORD = 'four words are long enough';
const EMAIL = 'Owner@Example.com';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ TRUSTED_PROXIES: '127.0.0.1' });
});
afterAll(() => harness.stop());

const call = (name: string, body: unknown, headers = {}) =>
  callFromPage(harness.app, name, body, { headers });

it('is not held up by wrong links that come from elsewhere', async () => {
  const token = (await makeFirstLink(harness.deps)) ?? '';
  const owner = { email: EMAIL, name: 'The owner' };
  const redeem = (tried: string, address: string) =>
    call(
      'login.redeemSetupLink',
      { token: tried, ...owner, password: PASSWORD },
      { 'x-forwarded-for': address },
    );
  const statuses: number[] = [];
  for (let count = 0; count < 60; count++) {
    const { status } = await redeem(`wrong-${String(count).padStart(18, '0')}`, '198.51.100.7');
    statuses.push(status);
  }
  expect(statuses).toContain(429);
  expect(statuses).not.toContain(200);
  // Not redeemed here, because the next test needs an installation without people.
  const right = await redeem(`${token}x`, '203.0.113.9');
  expect(right.body.error?.type).toMatch(/link.used_or_expired$/);
});

it('the first person opens the link, works in the workspace, logs out and in again', async () => {
  const { deps, app } = harness;
  const before = await call('login.getStatus', {});
  expect(before.body.data).toMatchObject({ installation: 'new', mayLogIn: true, session: null });

  const token = (await makeFirstLink(deps)) ?? '';
  const owner = { email: EMAIL, name: 'The owner', password: PASSWORD, workspaceName: 'Acme' };
  const redeemed = await call('login.redeemSetupLink', { token, ...owner });
  expect(redeemed.status).toBe(200);
  const { csrfToken, workspaces, user, steppedUpUntil } = redeemed.body.data;
  expect(user).toMatchObject({ email: EMAIL, name: 'The owner' });
  expect(workspaces).toMatchObject([{ name: 'Acme', role: 'owner', roleName: 'Owner' }]);
  expect(steppedUpUntil).toBeGreaterThan(harness.clock.nowMs());
  const session = cookieIn(redeemed, 'unlatch_session') ?? '';
  const [workspace] = workspaces;

  const asOwner = asPerson(app, { token: session, csrfToken }, workspace.id);
  const made = await asOwner('apis.createApi', { name: 'Weather' });
  expect(made.status).toBe(200);
  const trail = await readAuditTrail(deps, workspace.id);
  expect(trail.find(({ event }) => event === 'api.create')).toMatchObject({
    actor_type: 'user',
    actor_id: user.id,
    actor_name: EMAIL,
  });

  const out = await asOwner('login.logOut', {});
  expect(cookieIn(out, 'unlatch_session')).toBe('');
  expect(out.headers['clear-site-data']).toBe('"cache", "storage"');
  expect((await asOwner('apis.listApis', {})).status).toBe(401);

  const again = await call('login.withPassword', {
    email: EMAIL.toLowerCase(),
    password: PASSWORD,
  });
  expect(again.status).toBe(200);
  const status = await call(
    'login.getStatus',
    {},
    { cookie: `unlatch_session=${cookieIn(again, 'unlatch_session')}` },
  );
  expect(status.body.data.session).toEqual(again.body.data);
  expect(status.body.data.installation).toBe('ready');
  const events = (await readAuditTrail(deps, workspace.id)).map(({ event }) => event);
  for (const event of ['user.create', 'session.create', 'session.end']) {
    expect(events).toContain(event);
  }
});
