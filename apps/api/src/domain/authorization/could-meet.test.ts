import { allOf, anyOf, each, type Right, tuple, urn } from '@unlatch/contract/rights/right';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRight } from './compile-right.js';
import { couldMeet } from './could-meet.js';
import { parseGrants } from './grants.js';

const onApi = anyOf(tuple('api.*.read_key'), tuple('api.{apiId}.read_key'));
const onKey = urn('keyspaces/{keySpaceId}/keys/{keyId}', 'read_key');

const holding = (...permissions: string[]) => {
  return { workspaceId: 'ws_1', grants: parseGrants(permissions) };
};

describe('a right could be met', () => {
  it.each<[string, string, Right]>([
    ['by its tuple', 'api.*.read_key', onApi],
    ['by its tuple on any id', 'api.api_1.read_key', onApi],
    ['by its URN on any id', 'unkey:v1:ws_1:keyspaces/ks_1/keys/key_1#read_key', onKey],
    ['by a URN that covers more', 'unkey:v1:ws_1:keyspaces/**#read_key', onKey],
    ['by the URN of an administrator', 'unkey:v1:ws_1:**#*', onKey],
    ['by nothing for each of no ids', 'api.*.other', each('apiId', onApi)],
  ])('%s', (_title, permission, right) => {
    expect(couldMeet(holding(permission), right)).toBe(true);
  });
});

describe('no id could meet a right', () => {
  it.each<[string, string, Right]>([
    ['by another action', 'api.api_1.read_api', onApi],
    ['by another type', 'identity.api_1.read_key', onApi],
    ['by a tuple without an id for one for all', 'api.api_1.read_key', tuple('api.*.read_key')],
    ['by a URN of another workspace', 'unkey:v1:ws_2:**#*', onKey],
    ['by a URN of another action', 'unkey:v1:ws_1:keyspaces/*/keys/*#update_key', onKey],
    ['by a URN of another path', 'unkey:v1:ws_1:rbac/**#read_key', onKey],
    ['by half of what is needed', 'api.*.read_key', allOf(onApi, tuple('api.*.decrypt_key'))],
  ])('%s', (_title, permission, right) => {
    expect(couldMeet(holding(permission), right)).toBe(false);
  });
});

it('no request is refused that its right would allow', () => {
  const action = fc.constantFrom('read', 'write');
  const id = fc.constantFrom('*', 'a', 'b', '{x}', '{y}');
  const path = fc.array(id, { minLength: 1, maxLength: 3 }).map((segments) => segments.join('/'));
  const { right } = fc.letrec<{ right: Right }>((tie) => ({
    right: fc.oneof(
      { maxDepth: 3 },
      fc.tuple(id, action).map(([one, what]) => tuple(`t.${one}.${what}`)),
      fc.tuple(path, action).map(([where, what]) => urn(where, what)),
      fc.array(tie('right'), { maxLength: 3 }).map((rights) => allOf(...rights)),
      fc.array(tie('right'), { maxLength: 3 }).map((rights) => anyOf(...rights)),
      action.map((what) => each('x', tuple(`t.{x}.${what}`))),
    ),
  }));
  const granted = fc.constantFrom('*', 'a', 'b');
  const grants = fc.array(
    fc.oneof(
      fc.tuple(granted, action).map(([one, what]) => `t.${one}.${what}`),
      fc
        .tuple(fc.array(granted, { minLength: 1, maxLength: 3 }), fc.boolean(), action)
        .map(([some, open, what]) => `unkey:v1:ws_1:${some.join('/')}${open ? '/**' : ''}#${what}`),
      fc.constant('unkey:v1:ws_1:**#*'),
    ),
    { maxLength: 4 },
  );
  const text = fc.constantFrom('a', 'b', 'a/b');
  const ids = fc.record({ x: text, y: text });
  fc.assert(
    fc.property(right, grants, ids, (asked, permissions, found) => {
      const grantee = holding(...permissions);
      fc.pre(compileRight(asked).isMet(grantee, found));
      expect(couldMeet(grantee, asked)).toBe(true);
    }),
    { numRuns: 2000, maxSkipsPerRun: 10_000 },
  );
});
