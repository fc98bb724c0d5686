import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import { send } from '../seed.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('a problem is sent as', () => {
  it.each([
    ['application/problem+json', 'application/problem+json'],
    ['application/problem+json', 'text/html, application/problem+json;q=0.5'],
    ['application/problem+json', 'application/*'],
    ['application/problem+json', 'text/html,*/*;q=0.8'],
    ['application/problem+json', 'Application/Problem+JSON'],
    ['application/json', 'application/json'],
    ['application/json', 'text/html'],
    ['application/json', 'application/problem+xml'],
    ['application/json', ''],
    ['application/json', undefined],
  ])('%s to a client that accepts %s', async (type, accept) => {
    for (const url of ['/nowhere', '/v2/keys.getKey']) {
      const headers = accept === undefined ? {} : { accept };
      const answer = await send(harness.app, { method: 'POST', url, headers });
      expect(answer.headers['content-type']).toMatch(new RegExp(`^${type.replace('+', '\\+')}`));
    }
  });
});

describe('CORS', () => {
  const ORIGIN = 'https://app.example.com';

  function preflight(app: Harness['app'], origin: string) {
    return app.inject({
      method: 'OPTIONS',
      url: '/v2/keys.verifyKey',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
  }

  it('is off unless it is configured', async () => {
    const { statusCode, headers } = await preflight(harness.app, ORIGIN);
    expect(statusCode).toBe(405);
    expect(Object.keys(headers).join()).not.toContain('access-control');
    const answer = await harness.app.inject({ url: '/v2/liveness', headers: { origin: ORIGIN } });
    expect(Object.keys(answer.headers).join()).not.toContain('access-control');
  });

  it('lets the configured origins call, send a root key, and read the request id', async () => {
    const { app, stop } = await startHarness({ CORS_ORIGINS: `https://other.example, ${ORIGIN}` });
    const asked = await preflight(app, ORIGIN);
    expect(asked.statusCode).toBe(204);
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-methods': expect.stringContaining('POST'),
      'access-control-allow-headers': 'authorization,content-type',
      'x-request-id': expect.any(String),
    });
    const called = await app.inject({ url: '/v2/liveness', headers: { origin: ORIGIN } });
    expect(called.headers['access-control-allow-origin']).toBe(ORIGIN);
    const exposed = String(called.headers['access-control-expose-headers']).split(', ');
    expect(exposed).toEqual([
      'x-request-id',
      'retry-after',
      'ratelimit-limit',
      'ratelimit-remaining',
      'ratelimit-reset',
    ]);
    expect(called.headers['vary']).toMatch(/origin/i);
    await stop();
  });

  it('lets no other origin call', async () => {
    const { app, stop } = await startHarness({ CORS_ORIGINS: ORIGIN });
    for (const origin of ['https://evil.example', `${ORIGIN}.evil.example`, 'null']) {
      const { headers } = await preflight(app, origin);
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    }
    await stop();
  });

  it('answers an OPTIONS request that is no preflight with 204 and no body', async () => {
    const { app, stop } = await startHarness({ CORS_ORIGINS: ORIGIN });
    const answer = await app.inject({ method: 'OPTIONS', url: '/v2/keys.verifyKey' });
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    await stop();
  });
});

describe('the address of the client', () => {
  async function auditedIp(
    { newWorkspace, deps }: Harness,
    remoteAddress: string,
    forwardedFor: string,
  ) {
    const workspace = await newWorkspace();
    const headers = { 'x-forwarded-for': forwardedFor };
    await workspace.call('apis.createApi', { name: 'Weather' }, { remoteAddress, headers });
    const events = deps.db.selectFrom('audit_events').select('remote_ip');
    const { remote_ip: ip } = await events
      .where('workspace_id', '=', workspace.id)
      .executeTakeFirstOrThrow();
    return ip;
  }

  it('is that of the peer while no proxy is trusted', async () => {
    expect(await auditedIp(harness, '198.51.100.1', '203.0.113.9')).toBe('198.51.100.1');
  });

  it('is the last one in X-Forwarded-For that is not a trusted proxy', async () => {
    const proxied = await startHarness({ TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.1' });
    for (const [peer, forwardedFor, expected] of [
      ['10.0.0.1', '203.0.113.9', '203.0.113.9'],
      ['10.0.0.1', '6.6.6.6, 203.0.113.9, 192.0.2.1', '203.0.113.9'],
      ['198.51.100.1', '203.0.113.9', '198.51.100.1'],
      ['11.0.0.1', '203.0.113.9', '11.0.0.1'],
      ['10.0.0.1', '203.0.113.7:54321', '203.0.113.7'],
      ['10.0.0.1', '6.6.6.6, 203.0.113.7:54321, 192.0.2.1:443', '203.0.113.7'],
      ['10.0.0.1', '[2001:db8::1]:443', '2001:db8::1'],
      ['10.0.0.1', "'; drop table keys; --", null],
      ['10.0.0.1', 'unknown', null],
    ] as const) {
      expect(await auditedIp(proxied, peer, forwardedFor)).toBe(expected);
    }
    await proxied.stop();
  });
});
