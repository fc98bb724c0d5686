import { describe, expect, it } from 'vitest';
import { makeFirstLink, makeOperatorLink } from '../../src/operations/people/setup-links.js';
import { startHarness } from '../harness.js';
import { addPerson, addSession, callFromPage, cookieIn } from '../people.js';
import { callOf, codeOf, PASSWORD, useOwner } from './owner.js';

/* What an attacker may try against people who are logged in. */

const world = useOwner();
const call = callOf(world);

describe('a request that another page makes with the cookie of a person', () => {
  const CSRF = 'unlatch/session/csrf';

  it.each<[string, Readonly<Record<string, string | undefined>>]>([
    ['of another site', { 'sec-fetch-site': 'cross-site' }],
    ['of a neighbour under the same domain', { 'sec-fetch-site': 'same-site' }],
    ['of no page at all', { 'sec-fetch-site': 'none' }],
    [
      'of an older browser, from another origin',
      { 'sec-fetch-site': undefined, origin: 'https://evil.example' },
    ],
    [
      'of an older browser, from another port',
      { 'sec-fetch-site': undefined, origin: 'http://localhost:8080' },
    ],
    ['of an older browser, from a sandbox', { 'sec-fetch-site': undefined, origin: 'null' }],
    ['that says nothing of where it is from', { 'sec-fetch-site': undefined }],
    ['without the token of the session', { 'x-csrf': undefined }],
    ['with an empty token', { 'x-csrf': '' }],
  ])('is refused: one %s', async (_title, headers) => {
    const answer = await call().with(headers);
    expect([answer.status, codeOf(answer)]).toEqual([403, CSRF]);
  });

  it('is refused with the token of another session of the same person', async () => {
    const { deps, clock } = world.harness;
    const other = await addSession(deps.db, { userId: world.person.userId, nowMs: clock.nowMs() });
    expect(codeOf(await call().with({ 'x-csrf': other.csrfToken }))).toBe(CSRF);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'is refused as %s, which a form can send',
    async (type) => {
      const answer = await call().with({ 'content-type': type });
      expect(answer.status).toBe(400);
    },
  );

  it('is answered for an older browser on our own page', async () => {
    const own = { 'sec-fetch-site': undefined, origin: 'http://localhost' };
    expect((await call().with(own)).status).toBe(200);
  });

  it('cannot log a person in to the account of the attacker', async () => {
    const body = { email: world.person.email, password: PASSWORD };
    const headers = { 'sec-fetch-site': 'cross-site' };
    const answer = await callFromPage(world.harness.app, 'login.withPassword', body, { headers });
    expect(answer.status).toBe(403);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
});

describe('what people read', () => {
  it('is stored nowhere, shown in no frame, and read by no other page', async () => {
    const origin = 'https://app.example.com';
    const open = await startHarness({ CORS_ORIGINS: origin });
    try {
      const { headers } = await callFromPage(
        open.app,
        'login.getStatus',
        {},
        { headers: { origin } },
      );
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
      });
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    } finally {
      await open.stop();
    }
  });
});

describe('the two doors', () => {
  it('/v2 takes no cookie', async () => {
    const { app } = world.harness;
    const headers = { authorization: undefined, cookie: `unlatch_session=${world.person.token}` };
    const answer = await callFromPage(
      app,
      '',
      {},
      {
        url: '/v2/apis.listApis',
        headers: { ...headers, 'x-csrf': world.person.csrfToken },
      },
    );
    expect(codeOf(answer)).toBe('unkey/authentication/missing');
  });

  it('/v2 takes no token of a session as a root key', async () => {
    const answer = await world.workspace.call(
      'apis.listApis',
      {},
      {
        headers: { authorization: `Bearer ${world.person.token}` },
      },
    );
    expect(answer.status).toBe(401);
  });

  it('/ui/rpc takes no root key', async () => {
    const headers = { authorization: `Bearer ${world.workspace.rootKey}`, cookie: undefined };
    expect(codeOf(await call().with(headers))).toBe('unlatch/session/missing');
  });

  it('/v2 has no operation of people', async () => {
    for (const name of ['login.withPassword', 'account.getAccount']) {
      expect((await world.workspace.call(name, {})).status).toBe(404);
    }
  });
});

describe('one link', () => {
  const owner = { email: 'first@example.com', name: 'First', password: PASSWORD };

  it('makes one owner, however often it is used at once', async () => {
    const { deps, app } = world.harness;
    const { token = '' } = (await makeOperatorLink(deps, world.workspace.id)) ?? {};
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        callFromPage(app, 'login.redeemSetupLink', {
          ...owner,
          token,
          email: `owner${index}@example.com`,
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([
      200, 410, 410, 410, 410,
    ]);
    const members = await deps.db
      .selectFrom('memberships')
      .select('user_id')
      .where('workspace_id', '=', world.workspace.id)
      .execute();
    expect(members).toHaveLength(2);
  });

  it('of a start does not work once there is a person, nor does an old one', async () => {
    const { deps, app, clock } = world.harness;
    expect(await makeFirstLink(deps)).toBeUndefined();
    const { token = '' } = (await makeOperatorLink(deps, world.workspace.id)) ?? {};
    clock.advance(3_600_000);
    const late = await callFromPage(app, 'login.redeemSetupLink', { ...owner, token });
    expect(codeOf(late)).toBe('unlatch/link/used_or_expired');
  });

  it('cannot be guessed: an address has five tries', async () => {
    const { app, clock } = world.harness;
    clock.advance(86_400_001);
    const tries = [];
    for (let count = 0; count < 6; count++) {
      const body = { ...owner, token: `guess${count}` };
      tries.push((await callFromPage(app, 'login.redeemSetupLink', body)).status);
    }
    expect(tries).toEqual([410, 410, 410, 410, 410, 429]);
  });
});

describe('a connection', () => {
  const FAR = 'keys.example.com';

  it('that others can read takes no password, whatever its headers claim', async () => {
    const body = { email: world.person.email, password: PASSWORD };
    const headers = {
      host: FAR,
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'localhost',
      'x-forwarded-for': '127.0.0.1',
    };
    const answer = await callFromPage(world.harness.app, 'login.withPassword', body, { headers });
    expect(codeOf(answer)).toBe('unlatch/session/insecure_connection');
  });

  it('over https has a cookie that no other host can plant, and takes only that', async () => {
    const proxied = await startHarness({ TRUSTED_PROXIES: '127.0.0.1' });
    try {
      const { deps, clock, app } = proxied;
      const one = await addPerson(deps.db, {
        nowMs: clock.nowMs(),
        passwordHash: world.passwordHash,
      });
      const headers = { host: FAR, 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' };
      const body = { email: one.email, password: PASSWORD };
      const answer = await callFromPage(app, 'login.withPassword', body, { headers });
      const [session] = [answer.headers['set-cookie']].flat();
      expect(session).toMatch(/^__Host-unlatch=\S+ Path=\/; .*; Secure$/);
      const token = cookieIn(answer, '__Host-unlatch') ?? '';
      const statusWith = async (cookie: string) => {
        const status = await callFromPage(
          app,
          'login.getStatus',
          {},
          { headers: { ...headers, cookie } },
        );
        return status.body.data.session?.id;
      };
      expect(await statusWith(`__Host-unlatch=${token}`)).toMatch(/^sess_/);
      expect(await statusWith(`unlatch_session=${token}`)).toBeUndefined();
    } finally {
      await proxied.stop();
    }
  });

  it('over plain http is allowed by the operator', async () => {
    const open = await startHarness({ ALLOW_INSECURE_LOGIN: 'true' });
    try {
      const { deps, clock, app } = open;
      const one = await addPerson(deps.db, {
        nowMs: clock.nowMs(),
        passwordHash: world.passwordHash,
      });
      const body = { email: one.email, password: PASSWORD };
      const answer = await callFromPage(app, 'login.withPassword', body, {
        headers: { host: FAR },
      });
      expect(answer.status).toBe(200);
    } finally {
      await open.stop();
    }
  });
});
