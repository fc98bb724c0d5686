import type { RunningService } from '@unlatch/testkit';
import { describe, expect, it } from 'vitest';
import { call } from './harness.js';
import { REQUESTS_MAX, startTwo } from './start-two.js';

describe('two processes that have both used a namespace', { timeout: 60_000 }, () => {
  it('both apply an override until either has deleted it, and then apply the limit of the request', async () => {
    const services = await startTwo();
    const names = { namespace: 'requests', identifier: 'user_42' };
    const limitAt = async (service: RunningService) => {
      const check = { ...names, limit: 100, duration: 60_000, cost: 0 };
      return (await call(service, 'ratelimit.limit', check)).data.limit;
    };
    const limitsUntil = async (service: RunningService, limit: number) => {
      const limits: number[] = [];
      do limits.push(await limitAt(service));
      while (limits.at(-1) !== limit && limits.length < REQUESTS_MAX);
      return new Set(limits);
    };
    for (const service of services) expect(await limitAt(service)).toBe(100);
    for (const [changing, other] of [services, [...services].reverse()]) {
      if (changing === undefined || other === undefined) throw new Error('two were started');
      await call(changing, 'ratelimit.setOverride', { ...names, limit: 7, duration: 60_000 });
      expect(await limitAt(changing)).toBe(7);
      expect([...(await limitsUntil(other, 7))].at(-1)).toBe(7);
      await call(changing, 'ratelimit.deleteOverride', names);
      expect(await limitAt(changing)).toBe(100);
      expect([...(await limitsUntil(other, 100))].at(-1)).toBe(100);
    }
  });

  it('both refuse it once either has deleted it', async () => {
    const [first, second] = await startTwo();
    const check = { namespace: 'requests', identifier: 'user_42', limit: 100, duration: 60_000 };
    for (const service of [first, second]) {
      expect((await call(service, 'ratelimit.limit', check)).status).toBe(200);
    }
    await call(first, 'ratelimit.deleteNamespace', { namespace: 'requests' });
    const statuses: number[] = [];
    do statuses.push((await call(second, 'ratelimit.limit', check)).status);
    while (statuses.at(-1) === 200 && statuses.length < REQUESTS_MAX);
    expect(statuses.at(-1)).toBe(410);
    expect((await call(second, 'ratelimit.limit', check)).status).toBe(410);
  });
});

describe('two processes that have both seen a root key', { timeout: 60_000 }, () => {
  const changes: readonly [string, number, (keyId: string) => readonly [string, object]][] = [
    ['deleted', 401, (keyId) => ['rootKeys.deleteKey', { keyId }]],
    ['disabled', 403, (keyId) => ['rootKeys.updateKey', { keyId, enabled: false }]],
    ['over its limit', 429, () => ['workspace.updateWorkspace', { apiRequestsPerMinute: 1 }]],
  ];
  it.each(changes)('both refuse it once it is %s', async (_what, refusal, change) => {
    const [first, second] = await startTwo();
    const permissions = ['api.*.verify_key'];
    const { data } = await call(first, 'rootKeys.createKey', { name: 'Gateway', permissions });
    const statusAt = async ({ url }: RunningService) =>
      (await call({ url, rootKey: data.key }, 'keys.verifyKey', { key: 'unknown' })).status;
    for (const service of [first, second]) expect(await statusAt(service)).toBe(200);
    const changed = await call(first, ...change(data.keyId));
    expect(changed.status).toBe(200);
    const statuses: number[] = [];
    do statuses.push(await statusAt(second));
    while (statuses.at(-1) === 200 && statuses.length < REQUESTS_MAX);
    expect(statuses.at(-1)).toBe(refusal);
    expect(await statusAt(second)).toBe(refusal);
  });
});

describe('two processes that have both verified a key', { timeout: 60_000 }, () => {
  const renames: readonly [string, string, object, object][] = [
    [
      'permission',
      'permissions.updatePermission',
      { permission: 'docs.read', slug: 'docs.view' },
      { permissions: ['docs.view'], roles: ['editor'] },
    ],
    [
      'role',
      'permissions.updateRole',
      { role: 'editor', name: 'author' },
      { permissions: ['docs.read'], roles: ['author'] },
    ],
  ];
  it.each(renames)('both show its %s under the new text', async (_thing, operation, ...row) => {
    const [rename, expected] = row;
    const [first, second] = await startTwo();
    const api = await call(first, 'apis.createApi', { name: 'Weather' });
    await call(first, 'permissions.createRole', { name: 'editor', permissions: ['docs.read'] });
    const fields = { apiId: api.data.apiId, roles: ['editor'] };
    const { data } = await call(first, 'keys.createKey', fields);
    const shownBy = async (service: RunningService) => {
      const answer = await call(service, 'keys.verifyKey', { key: data.key });
      return { permissions: answer.data.permissions, roles: answer.data.roles };
    };
    const before = { permissions: ['docs.read'], roles: ['editor'] };
    for (const service of [first, second]) expect(await shownBy(service)).toEqual(before);
    expect((await call(first, operation, rename)).status).toBe(200);
    expect(await shownBy(first)).toEqual(expected);
    const answers: object[] = [];
    const isOld = () => JSON.stringify(answers.at(-1)) === JSON.stringify(before);
    do answers.push(await shownBy(second));
    while (isOld() && answers.length < REQUESTS_MAX);
    expect(answers.at(-1)).toEqual(expected);
    expect(await shownBy(second)).toEqual(expected);
  });
});
