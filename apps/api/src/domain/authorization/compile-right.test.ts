import { allOf, anyOf, each, type Right, tuple, urn } from '@unlatch/contract/rights/right';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRight } from './compile-right.js';
import { hasTuple, parseGrants } from './grants.js';

const [a, b, c] = [tuple('t.*.a'), tuple('t.*.b'), tuple('t.*.c')];
const onThing = tuple('t.{thingId}.a');
const onKey = urn('keyspaces/{keySpaceId}/keys/{keyId}', 'read_key');
const onEach = each('thingId', onThing);
const IDS = { thingId: 'id_1', keySpaceId: 'ks_1', keyId: 'key_1', other: 'x' };

function missing(permissions: readonly string[], right: Right, ids: object = IDS): string {
  const compiled = compileRight(right);
  const holder = { workspaceId: 'ws_1', grants: parseGrants(permissions) };
  return compiled.isMet(holder, ids) ? 'nothing' : compiled.missing(holder, ids);
}

describe('a right is met', () => {
  it.each<[string, readonly string[], Right]>([
    ['by the tuple', ['t.*.a'], a],
    ['by the tuple on the id', ['t.id_1.a'], onThing],
    ['by one of several', ['t.*.b'], anyOf(a, b)],
    ['by all of several', ['t.*.a', 't.*.b'], allOf(a, b)],
    ['by a nested alternative', ['t.*.b', 't.*.c'], anyOf(a, allOf(b, c))],
    ['by the same URN', ['unkey:v1:ws_1:keyspaces/ks_1/keys/key_1#read_key'], onKey],
    ['by a URN that covers it', ['unkey:v1:ws_1:keyspaces/*/**#read_key'], onKey],
    ['by the URN of an administrator', ['unkey:v1:ws_1:**#*'], onKey],
    ['by an alternative as URN', ['unkey:v1:ws_1:**#*'], anyOf(a, onKey)],
    ['by nothing, if it asks for nothing', [], allOf()],
  ])('%s', (_, permissions, right) => {
    expect(missing(permissions, right)).toBe('nothing');
  });

  it('for each of several ids only if it is met for all of them', () => {
    const ids = { thingId: ['id_1', 'id_2'] };
    expect(missing(['t.id_1.a', 't.id_2.a'], onEach, ids)).toBe('nothing');
    expect(missing(['t.id_1.a'], onEach, ids)).toBe("Missing permission: 't.id_1.a and t.id_2.a'");
    expect(missing(['t.id_1.a'], onEach)).toBe('nothing');
  });
});

describe('a right is not met', () => {
  it.each<[string, readonly string[], Right]>([
    ['by a bare *', ['*'], a],
    ['by t.*', ['t.*'], a],
    ['by t.*.*', ['t.*.*'], a],
    ['on an id by the * of a tuple', ['t.*.a'], onThing],
    ['on * by an id', ['t.id_1.a'], a],
    ['in another case', ['T.*.A'], a],
    ['as a tuple by the URN of an administrator', ['unkey:v1:ws_1:**#*'], a],
    ['by the URN of another workspace', ['unkey:v1:ws_2:**#*'], onKey],
    ['by a malformed URN', ['unkey:v1:ws_1:**/keys#read_key', 'unkey:'], onKey],
    ['by halves of two alternatives', ['t.*.a', 't.*.c'], anyOf(allOf(a, b), allOf(c, b))],
    ['by no grants', [], anyOf(a, onKey)],
  ])('%s', (_, permissions, right) => {
    expect(missing(permissions, right)).not.toBe('nothing');
  });
});

describe('a right on the project of the workspace', () => {
  const onRole = urn('projects/{projectId}/rbac/roles/{roleId}', 'write');
  const ids = { roleId: 'role_1' };

  it.each([
    ['projects/*/rbac/roles/*', true],
    ['projects/proj_1/rbac/roles/*', true],
    ['projects/proj_1/rbac/roles/role_1', true],
    ['projects/proj_1/**', true],
    ['projects/**', true],
    ['projects/proj_2/rbac/roles/*', false],
    ['projects/proj_1/rbac/roles/role_2', false],
    ['projects/proj_1/rbac/permissions/*', false],
  ])('is met by %s: %s', (path, isMet) => {
    const grants = [`unkey:v1:ws_1:${path}#write`];
    expect(missing(grants, onRole, ids) === 'nothing').toBe(isMet);
  });

  it('is met for all things in it by the project as well as by *', () => {
    const onAll = urn('projects/*/identities/*', 'read_identity');
    for (const project of ['*', 'proj_1']) {
      const grant = `unkey:v1:ws_1:projects/${project}/identities/*#read_identity`;
      expect(missing([grant], onAll)).toBe('nothing');
    }
    expect(missing(['unkey:v1:ws_1:projects/proj_2/identities/*#read_identity'], onAll)).not.toBe(
      'nothing',
    );
  });

  it('is named with the id of the project, so that the text is a permission', () => {
    expect(missing([], onRole, ids)).toBe(
      "Missing permission: 'unkey:v1:ws_1:projects/proj_1/rbac/roles/role_1#write'",
    );
  });
});

describe('a URN', () => {
  const segment = fc.constantFrom('a', 'b', '*');
  const path = fc.array(segment, { minLength: 1, maxLength: 4 });
  const action = fc.constantFrom('read', 'write');
  const workspace = fc.constantFrom('ws_1', 'ws_2');
  const grant = fc
    .tuple(workspace, path, fc.boolean(), action)
    .map(([where, some, open, what]) => ({ where, path: open ? [...some, '**'] : some, what }));

  /** The grants as a list of concrete texts, looked through one by one. */
  function meets(
    { where, path: granted, what }: { where: string; path: readonly string[]; what: string },
    asked: readonly string[],
    wanted: string,
  ): boolean {
    const source = granted
      .map((one) => ({ '*': '/[^/]+', '**': '(/.*)?' })[one] ?? `/${one}`)
      .join('');
    const isOnPath = new RegExp(`^${source}$`).test(`/${asked.join('/')}`);
    return where === 'ws_1' && what === wanted && isOnPath;
  }

  it('meets a right as a plain model says, never from another workspace or by another action', () => {
    const id = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(
        fc.array(grant, { maxLength: 4 }),
        fc.array(fc.constantFrom('a', 'b', '{one}', '{two}'), { minLength: 1, maxLength: 4 }),
        fc.record({ one: id, two: id }),
        action,
        (grants, template, ids, wanted) => {
          const values: Readonly<Record<string, string>> = {
            '{one}': ids.one,
            '{two}': ids.two,
          };
          const asked = template.map((part) => values[part] ?? part);
          const texts = grants.map(
            ({ where, path: granted, what }) => `unkey:v1:${where}:${granted.join('/')}#${what}`,
          );
          const isMet = missing(texts, urn(template.join('/'), wanted), ids) === 'nothing';
          expect(isMet).toBe(grants.some((one) => meets(one, asked, wanted)));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('on one id does not reach below it through an id with a slash', () => {
    const grants = ['unkey:v1:ws_1:keyspaces/ks_1/keys/key_1#read_key'];
    expect(missing(grants, urn('keyspaces/{id}', 'read_key'), { id: 'ks_1/keys/key_1' })).not.toBe(
      'nothing',
    );
  });
});

describe('a refusal names what is missing', () => {
  const several = 'Missing one of these permissions:';
  it.each<[readonly string[], Right, string]>([
    [[], a, "Missing permission: 't.*.a'"],
    [[], onThing, "Missing permission: 't.id_1.a'"],
    [[], onKey, "Missing permission: 'unkey:v1:ws_1:keyspaces/ks_1/keys/key_1#read_key'"],
    [[], anyOf(a, b), `${several} t.*.a or t.*.b`],
    [[], anyOf(a), `${several} t.*.a`],
    [[], anyOf(a, allOf(b, c)), `${several} t.*.a or t.*.b and t.*.c`],
    [[], allOf(a, b), "Missing permission: 't.*.a'"],
    [['t.*.a'], allOf(a, b), "Missing permission: 't.*.b'"],
    [['t.*.a'], allOf(a, anyOf(b, c)), `${several} t.*.b or t.*.c`],
  ])('holding %j', (permissions, right, message) => {
    expect(missing(permissions, right)).toBe(message);
  });
});

it('a right that names an id which the handler did not find is a fault of the service', () => {
  expect(() => missing([], onThing, {})).toThrow('thingId');
});

describe('hasTuple', () => {
  it('compares literally', () => {
    const grants = parseGrants(['api.*.verify_key']);
    expect(hasTuple(grants, 'api.*.verify_key')).toBe(true);
    expect(hasTuple(grants, 'api.api_1.verify_key')).toBe(false);
  });
});
