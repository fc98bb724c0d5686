import { type FaultProxy, type RunningService, startDatabaseProxy } from '@unlatch/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { call, newApi } from './harness.js';
import { startThree, stopAll, type Three } from './three-processes.js';
import { lastSentMs, verifyOn } from './verifications.js';

const MAX_STALENESS_MS = 2000;

let services: Three;
let proxy: FaultProxy;
let apiId: string;
beforeAll(async () => {
  services = await startThree(async (databaseUrl) => {
    const behindProxy = await startDatabaseProxy(databaseUrl);
    proxy = behindProxy;
    return { DATABASE_URL: behindProxy.url, MAX_STALENESS_MS: String(MAX_STALENESS_MS) };
  });
  apiId = await newApi(services[0]);
}, 60_000);
afterAll(async () => {
  await stopAll(services);
  await proxy.close();
}, 60_000);

const changeAt = (service: RunningService, name: string, body: object) =>
  call(service, name, body).then(({ status, data }) => {
    if (status !== 200) throw new Error(`${name} was answered with ${status}`);
    return data;
  });

/**
 * Notifications arrive in the order of their commits. So a process that shows a later change must
 * show every earlier one. This takes one round trip of the feed.
 */
async function untilFeedHasReached(service: RunningService): Promise<void> {
  const marker = await changeAt(services[0], 'keys.createKey', { apiId });
  const codeOfMarker = async () =>
    (await call(service, 'keys.verifyKey', { key: marker.key })).data.code;
  expect(await codeOfMarker()).toBe('VALID');
  await changeAt(services[0], 'keys.updateKey', { keyId: marker.keyId, enabled: false });
  await vi.waitFor(async () => expect(await codeOfMarker()).toBe('DISABLED'), 20_000);
}

interface Subject {
  readonly keyId: string;
  readonly key: string;
  readonly externalId: string;
  readonly role: string;
  readonly roleId: string;
}

let subjects = 0;
async function newSubject(): Promise<Subject> {
  subjects += 1;
  const [externalId, role] = [`user_${subjects}`, `role_${subjects}`];
  const permissions = [`docs.read.${subjects}`];
  const made = await changeAt(services[0], 'permissions.createRole', { name: role });
  const { roleId } = made;
  await changeAt(services[0], 'permissions.setRolePermissions', { roleId, permissions });
  await changeAt(services[0], 'identities.createIdentity', { externalId, ratelimits: [QUOTA] });
  const body = { apiId, externalId, roles: [role] };
  return { ...(await changeAt(services[0], 'keys.createKey', body)), externalId, role, roleId };
}

/**
 * Every verification names this limit, at no cost. It is refused once the identity has lost the
 * limit.
 */
const QUOTA = { name: 'quota', limit: 10, duration: 60_000 };
const CHANGES: readonly [string, string, (subject: Subject) => readonly [string, object]][] = [
  ['is deleted', 'NOT_FOUND', ({ keyId }) => ['keys.deleteKey', { keyId }]],
  ['is disabled', 'DISABLED', ({ keyId }) => ['keys.updateKey', { keyId, enabled: false }]],
  ['has expired', 'EXPIRED', ({ keyId }) => ['keys.updateKey', { keyId, expires: 1 }]],
  [
    'loses a role',
    'INSUFFICIENT_PERMISSIONS',
    ({ keyId, role }) => ['keys.removeRoles', { keyId, roles: [role] }],
  ],
  [
    'has a role that loses a permission',
    'INSUFFICIENT_PERMISSIONS',
    ({ roleId }) => ['permissions.setRolePermissions', { roleId, permissions: [] }],
  ],
  [
    'has a role that is deleted',
    'INSUFFICIENT_PERMISSIONS',
    ({ role }) => ['permissions.deleteRole', { role }],
  ],
  [
    'has an identity that loses a limit',
    'status 412',
    ({ externalId: identity }) => ['identities.updateIdentity', { identity, ratelimits: [] }],
  ],
];

describe('a key that three processes verify without pause', { timeout: 60_000 }, () => {
  it.each(CHANGES)('and that %s is %s from then on', async (_what, code, change) => {
    const subject = await newSubject();
    const ratelimits = [{ name: QUOTA.name, cost: 0 }];
    const body = { key: subject.key, permissions: `docs.read.${subjects}`, ratelimits };
    const loads = services.map((service) => verifyOn(service, body));
    await vi.waitFor(() => {
      for (const { seen } of loads) expect(seen.length).toBeGreaterThan(20);
    }, 20_000);
    await changeAt(services[0], ...change(subject));
    const answeredMs = performance.now();
    const reachedMs: number[] = [answeredMs];
    for (const service of services.slice(1)) {
      await untilFeedHasReached(service);
      reachedMs.push(performance.now());
    }
    for (const load of loads) await load.stop();
    loads.forEach(({ seen }, index) => {
      expect(seen[0]?.code).toBe('VALID');
      const later = seen.filter(({ startedMs }) => startedMs > (reachedMs[index] ?? 0));
      expect(later.filter((each) => each.code !== code)).toEqual([]);
      const codes = new Set(seen.map((each) => each.code));
      expect([...codes].sort()).toEqual([code, 'VALID'].sort());
    });
  });

  it('and that is deleted is not VALID past MAX_STALENESS_MS on a process that is cut off', async () => {
    const subject = await newSubject();
    const [first, , third] = services;
    const load = verifyOn(third, { key: subject.key });
    await vi.waitFor(() => expect(load.seen.length).toBeGreaterThan(20), 20_000);
    proxy.stall();
    const cutOffMs = performance.now();
    await changeAt(first, 'keys.deleteKey', { keyId: subject.keyId });
    await vi.waitFor(() => expect(load.seen.at(-1)?.code).toBe('status 503'), 20_000);
    const unavailable = load.seen.length;
    proxy.pass();
    await vi.waitFor(() => expect(load.seen.at(-1)?.code).toBe('NOT_FOUND'), 40_000);
    await load.stop();
    expect(lastSentMs(load.seen, 'VALID')).toBeLessThanOrEqual(cutOffMs + MAX_STALENESS_MS);
    const after = new Set(load.seen.slice(unavailable).map(({ code }) => code));
    expect([...after].filter((code) => code !== 'status 503')).toEqual(['NOT_FOUND']);
  });
});
