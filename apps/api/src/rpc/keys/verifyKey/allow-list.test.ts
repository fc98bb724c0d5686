import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { updateApi } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const ALLOW_LIST = ['203.0.113.9', '10.0.0.0/8', '2001:db8::/32'];

describe('keys.verifyKey with an IP allow-list', () => {
  it.each([
    ['203.0.113.9', 'VALID'],
    ['203.0.113.90', 'FORBIDDEN'],
    ['10.255.0.1', 'VALID'],
    ['11.0.0.1', 'FORBIDDEN'],
    ['2001:db8:1::1', 'VALID'],
    ['2001:0DB8:0:0:0:0:0:1', 'VALID'],
    ['2001:db9::1', 'FORBIDDEN'],
    ['::ffff:10.1.2.3', 'VALID'],
    ['::ffff:11.1.2.3', 'FORBIDDEN'],
  ])('takes %s, named by the request or as the one that connects: %s', async (ip, code) => {
    const { workspace, key } = await keyWithAllowList(ALLOW_LIST);
    const named = await workspace.call('keys.verifyKey', { key, ip });
    expect(named.body.data.code).toBe(code);
    const connected = await workspace.call('keys.verifyKey', { key }, { remoteAddress: ip });
    expect(connected.body.data.code).toBe(code);
  });

  it('prefers the address in the request to the one that connects', async () => {
    const { workspace, key } = await keyWithAllowList(ALLOW_LIST);
    const request = { key, ip: '198.51.100.1' };
    const answer = await workspace.call('keys.verifyKey', request, { remoteAddress: '10.0.0.1' });
    expect(answer.body.data.code).toBe('FORBIDDEN');
  });

  it('ignores the X-Forwarded-For of a peer that is no trusted proxy', async () => {
    const { workspace, key } = await keyWithAllowList(ALLOW_LIST);
    const answer = await workspace.call(
      'keys.verifyKey',
      { key },
      { remoteAddress: '198.51.100.1', headers: { 'x-forwarded-for': '10.0.0.1' } },
    );
    expect(answer.body.data.code).toBe('FORBIDDEN');
  });

  it('finds the address behind a trusted proxy that writes ports', async () => {
    const proxied = await startHarness({ TRUSTED_PROXIES: 'loopback, 192.0.2.0/24' });
    const workspace = await proxied.newWorkspace();
    const apiId = await workspace.newApi();
    await updateApi(proxied.deps, apiId, { ip_allow_list: [...ALLOW_LIST] });
    const { key } = await workspace.newKey({ apiId });
    const codeOf = async (forwardedFor: string) => {
      const headers = { 'x-forwarded-for': forwardedFor };
      const from = { remoteAddress: '127.0.0.9', headers };
      return (await workspace.call('keys.verifyKey', { key }, from)).body.data.code;
    };
    expect(await codeOf('203.0.113.9:54321')).toBe('VALID');
    expect(await codeOf('198.51.100.1, [2001:db8::1]:443, 192.0.2.7:80')).toBe('VALID');
    expect(await codeOf('10.0.0.1, 203.0.113.10:443')).toBe('FORBIDDEN');
    expect(await codeOf('not-an-address')).toBe('FORBIDDEN');
    await proxied.stop();
  });

  it.each(['nonsense', '00', '10.0.0.1:443', '[2001:db8::1]', '10.0.0.0/8', '10.1'])(
    'refuses a request whose address is none: %s',
    async (ip) => {
      const { workspace, key } = await keyWithAllowList(ALLOW_LIST);
      const answer = await workspace.call('keys.verifyKey', { key, ip });
      expect(answer.status).toBe(400);
      expect(answer.body.error.errors[0].location).toBe('body.ip');
    },
  );

  it('accepts every address once the list is empty', async () => {
    const { workspace, key, apiId } = await keyWithAllowList(ALLOW_LIST);
    const ip = '198.51.100.1';
    expect((await workspace.call('keys.verifyKey', { key, ip })).body.data.code).toBe('FORBIDDEN');
    await updateApi(harness.deps, apiId, { ip_allow_list: [] });
    expect((await workspace.call('keys.verifyKey', { key, ip })).body.data.code).toBe('VALID');
  });
});

async function keyWithAllowList(entries: readonly string[]) {
  const workspace = await harness.newWorkspace();
  const apiId = await workspace.newApi();
  await updateApi(harness.deps, apiId, { ip_allow_list: [...entries] });
  return { workspace, ...(await workspace.newKey({ apiId })) };
}
