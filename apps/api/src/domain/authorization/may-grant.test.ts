import { anyOf, type Right, tuple, urn } from '@unlatch/contract/rights/right';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allGrants } from './all-grants.js';
import { compileRight } from './compile-right.js';
import { parseGrants } from './grants.js';
import { mayGrant } from './may-grant.js';

const forEver = (...permissions: string[]) => ({ permissions, expiresAtMs: null });
const holding = (...held: string[]) => ({ grants: parseGrants(held), expiresAtMs: null });

describe('mayGrant', () => {
  it.each([
    ['nothing', [], []],
    ['what it holds', ['api.*.create_key'], ['api.*.create_key']],
    ['for one what it holds for all', ['api.*.read_api'], ['api.api_1.read_api']],
    ['a URN', ['unkey:v1:ws_1:rbac/roles/*#read'], ['unkey:v1:ws_1:rbac/roles/role_1#read']],
    [
      'one project by its id',
      ['unkey:v1:ws_1:projects/*/a#read'],
      ['unkey:v1:ws_1:projects/proj_1/a#read'],
    ],
    [
      'the project as *',
      ['unkey:v1:ws_1:projects/proj_1/a#read'],
      ['unkey:v1:ws_1:projects/*/a#read'],
    ],
    ['the URN of an administrator', allGrants('ws_1'), ['unkey:v1:ws_1:**#*']],
    ['everything', allGrants('ws_1'), allGrants('ws_1')],
  ])('lets its holder grant %s', (_title, held, wanted) => {
    expect(mayGrant(holding(...held), forEver(...wanted))).toEqual({ granted: true });
  });

  it.each([
    ['for all what it holds for one', ['api.api_1.read_api'], 'api.*.read_api'],
    ['for one what it holds for another', ['api.api_1.read_api'], 'api.api_2.read_api'],
    ['another action', ['api.*.read_api'], 'api.*.delete_api'],
    ['another type', ['api.*.read_analytics'], 'ratelimit.*.read_analytics'],
    ['a wider URN', ['unkey:v1:ws_1:a/*#read'], 'unkey:v1:ws_1:a/**#read'],
    ['a URN of another workspace', allGrants('ws_1'), 'unkey:v1:ws_2:a#read'],
    [
      'another project',
      ['unkey:v1:ws_1:projects/proj_1/a#read'],
      'unkey:v1:ws_1:projects/proj_2/a#read',
    ],
    [
      'to read what it may write',
      ['unkey:v1:ws_1:rootKeys/*#write'],
      'unkey:v1:ws_1:rootKeys/*#read',
    ],
    ['a tuple for a URN', ['unkey:v1:ws_1:**#*'], 'api.*.create_api'],
    ['a URN for a tuple', ['api.*.read_key'], 'unkey:v1:ws_1:keyspaces/ks_1/keys/*#read_key'],
    ['through a pattern that is no grant', ['*.*.*', 'api.*.*', '*'], 'api.*.read_api'],
    ['what is no permission', allGrants('ws_1'), 'api.a.b.read_api'],
  ])('does not let its holder grant %s', (_title, held, permission) => {
    expect(mayGrant(holding(...held), forEver(permission))).toEqual({
      granted: false,
      missing: 'permission',
      permission,
    });
  });

  it.each([
    { holder: null, other: null, granted: true },
    { holder: null, other: 5, granted: true },
    { holder: 5, other: 5, granted: true },
    { holder: 5, other: 6, granted: false },
    { holder: 5, other: null, granted: false },
  ])('compares how long they last: $holder and $other', ({ holder, other, granted }) => {
    const power = { permissions: ['api.*.read_api'], expiresAtMs: other };
    const result = mayGrant({ ...holding(...power.permissions), expiresAtMs: holder }, power);
    expect(result.granted).toBe(granted);
  });

  const action = fc.constantFrom('read_key', 'update_key');
  const id = fc.constantFrom('*', 'a', 'b');
  const segments = fc.array(fc.constantFrom('a', 'b', '*'), { minLength: 1, maxLength: 3 });
  const tuples = fc.tuple(id, action).map(([one, what]) => `api.${one}.${what}`);
  const urns = fc
    .tuple(segments, fc.boolean(), action)
    .map(
      ([path, open, what]) =>
        `unkey:v1:ws_1:${[...path, ...(open ? ['**'] : [])].join('/')}#${what}`,
    );
  const permissions = fc.array(fc.oneof(tuples, urns), { maxLength: 4 });

  it('never gives a right that the giver does not have', () => {
    const tupleRight: fc.Arbitrary<Right> = fc
      .tuple(fc.constantFrom('a', 'b'), action)
      .map(([one, what]) => anyOf(tuple(`api.*.${what}`), tuple(`api.${one}.${what}`)));
    const urnRight: fc.Arbitrary<Right> = fc
      .tuple(segments, action)
      .map(([path, what]) => urn(path.join('/'), what));
    fc.assert(
      fc.property(
        permissions,
        permissions,
        fc.oneof(tupleRight, urnRight),
        (held, wanted, right) => {
          fc.pre(mayGrant(holding(...held), forEver(...wanted)).granted);
          const { isMet } = compileRight(right);
          const holder = (list: readonly string[]) => {
            return { workspaceId: 'ws_1', grants: parseGrants(list) };
          };
          fc.pre(isMet(holder(wanted), {}));
          expect(isMet(holder(held), {})).toBe(true);
        },
      ),
      { numRuns: 500, maxSkipsPerRun: 10_000 },
    );
  });

  it('passes on through several root keys no more than the first one had', () => {
    fc.assert(
      fc.property(permissions, permissions, permissions, (first, second, third) => {
        fc.pre(mayGrant(holding(...first), forEver(...second)).granted);
        fc.pre(mayGrant(holding(...second), forEver(...third)).granted);
        expect(mayGrant(holding(...first), forEver(...third))).toEqual({ granted: true });
      }),
      { maxSkipsPerRun: 10_000 },
    );
  });
});
