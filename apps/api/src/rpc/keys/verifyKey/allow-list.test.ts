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

  it.each(['nonsense', '10.0.0.1:443', '10.0.0.0/8', '10.1'])(
    'keeps out what is no address: %s',
    async (ip) => {
      const { workspace, key } = await keyWithAllowList(ALLOW_LIST);
      const answer = await workspace.call('keys.verifyKey', { key, ip });
      expect(answer.body.data.code).toBe('FORBIDDEN');
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
