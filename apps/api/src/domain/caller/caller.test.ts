import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allGrants } from '../authorization/all-grants.js';
import { parseGrants } from '../authorization/grants.js';
import { mayGrant } from '../authorization/may-grant.js';
import { findPermissionFault } from '../authorization/permission.js';
import {
  auditActorOf,
  type Caller,
  idempotencyNamespaceOf,
  requestsPerMinuteOf,
  systemCaller,
} from './caller.js';

const shared = { workspaceId: 'ws_1', grants: parseGrants(['api.*.read_key']) };

const CALLERS: { readonly [Kind in Caller['kind']]: Extract<Caller, { kind: Kind }> } = {
  rootKey: {
    ...shared,
    kind: 'rootKey',
    id: 'root_1',
    name: 'Deployment',
    expiresAtMs: null,
    strictRights: false,
    workspaceRequestsPerMinute: 100,
  },
  user: {
    ...shared,
    kind: 'user',
    id: 'user_1',
    name: 'ada@example.com',
    sessionId: 'sess_1',
    steppedUpUntilMs: null,
  },
  portalUser: { ...shared, kind: 'portalUser', sessionId: 'ps_1', externalId: 'customer_1' },
  system: systemCaller({ workspaceId: 'ws_1', id: 'setup', name: 'Setup' }),
};

describe.each([
  {
    kind: 'rootKey' as const,
    actor: { type: 'rootkey', id: 'root_1', name: 'Deployment' },
    requestsPerMinute: 100,
    namespace: 'root_1',
  },
  {
    kind: 'user' as const,
    actor: { type: 'user', id: 'user_1', name: 'ada@example.com' },
    requestsPerMinute: null,
    namespace: 'user_1',
  },
  {
    kind: 'portalUser' as const,
    actor: { type: 'portalEndUser', id: 'customer_1', name: 'customer_1' },
    requestsPerMinute: null,
    namespace: 'ps_1',
  },
  {
    kind: 'system' as const,
    actor: { type: 'system', id: 'setup', name: 'Setup' },
    requestsPerMinute: null,
    namespace: null,
  },
])('a caller of the kind $kind', ({ kind, actor, requestsPerMinute, namespace }) => {
  const caller = CALLERS[kind];

  it('is this actor in the audit log', () => {
    expect(auditActorOf(caller)).toEqual(actor);
  });

  it('is under the request limit of the workspace only if it is a root key', () => {
    expect(requestsPerMinuteOf(caller)).toBe(requestsPerMinute);
  });

  it('has a namespace of its own for Idempotency-Keys, if it can use them', () => {
    expect(idempotencyNamespaceOf(caller)).toBe(namespace);
  });
});

describe('the grants of the system', () => {
  it('are all that a root key of the workspace can have', () => {
    const holder = { grants: CALLERS.system.grants, expiresAtMs: null };
    const tuple = fc
      .tuple(fc.constantFrom(...allGrants('ws_1')), fc.constantFrom('*', 'some_id'))
      .map(([grant, id]) => grant.replace('.*.', `.${id}.`));
    const urn = fc
      .tuple(fc.constantFrom('a', 'a/*', 'a/b/**', '**'), fc.constantFrom('read_key', '*'))
      .map(([path, action]) => `unkey:v1:ws_1:${path}#${action}`);
    fc.assert(
      fc.property(fc.oneof(tuple, urn), (permission) => {
        fc.pre(findPermissionFault(permission, { workspaceId: 'ws_1' }) === undefined);
        const power = { permissions: [permission], expiresAtMs: null };
        expect(mayGrant(holder, power)).toEqual({ granted: true });
      }),
    );
  });

  it('are none in another workspace', () => {
    const holder = { grants: CALLERS.system.grants, expiresAtMs: null };
    const power = { permissions: ['unkey:v1:ws_2:a#read_key'], expiresAtMs: null };
    expect(mayGrant(holder, power).granted).toBe(false);
  });
});
