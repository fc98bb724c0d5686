import { describe, expect, it } from 'vitest';
import { checkGrants } from './check-grants.js';
import { hasTuple, parseGrants } from './grants.js';
import { allOf, anyOf, type Requirement, tuple, urn } from './requirement.js';

const [a, b, c] = [tuple('t.*.a'), tuple('t.*.b'), tuple('t.*.c')];
const onKey = urn('ws_1', 'keyspaces/ks_1/keys/key_1', 'read_key');

function missing(permissions: readonly string[], requirement: Requirement): string {
  const check = checkGrants(parseGrants(permissions), requirement);
  return check.granted ? 'nothing' : check.missing;
}

describe('checkGrants grants', () => {
  it.each<[string, readonly string[], Requirement]>([
    ['a held tuple', ['t.*.a'], a],
    ['one of several', ['t.*.b'], anyOf(a, b)],
    ['all of several', ['t.*.a', 't.*.b'], allOf(a, b)],
    ['a nested alternative', ['t.*.b', 't.*.c'], anyOf(a, allOf(b, c))],
    ['an identical URN', ['unkey:v1:ws_1:keyspaces/ks_1/keys/key_1#read_key'], onKey],
    ['a covering URN', ['unkey:v1:ws_1:keyspaces/*/**#read_key'], onKey],
    ['everything to an administrator', ['unkey:v1:ws_1:**#*'], onKey],
    ['an alternative by URN', ['unkey:v1:ws_1:**#*'], anyOf(a, onKey)],
  ])('%s', (_, permissions, requirement) => {
    expect(missing(permissions, requirement)).toBe('nothing');
  });
});

describe('checkGrants does not grant', () => {
  it.each<[string, readonly string[], Requirement]>([
    ['by a bare *', ['*'], a],
    ['by t.*', ['t.*'], a],
    ['by t.*.*', ['t.*.*'], a],
    ['an id by the * of a tuple', ['t.*.a'], tuple('t.id_1.a')],
    ['* by an id', ['t.id_1.a'], a],
    ['in another case', ['T.*.A'], a],
    ['a tuple by the URN of an administrator', ['unkey:v1:ws_1:**#*'], a],
    ['by the URN of another workspace', ['unkey:v1:ws_2:**#*'], onKey],
    ['by a malformed URN', ['unkey:v1:ws_1:**/keys#read_key', 'unkey:'], onKey],
    ['halves of two alternatives', ['t.*.a', 't.*.c'], anyOf(allOf(a, b), allOf(c, b))],
    ['anything to nobody', [], anyOf(a, onKey)],
  ])('%s', (_, permissions, requirement) => {
    expect(missing(permissions, requirement)).not.toBe('nothing');
  });
});

describe('checkGrants says what is missing', () => {
  const several = 'Missing one of these permissions:';
  it.each<[readonly string[], Requirement, string]>([
    [[], a, "Missing permission: 't.*.a'"],
    [[], onKey, "Missing permission: 'unkey:v1:ws_1:keyspaces/ks_1/keys/key_1#read_key'"],
    [[], anyOf(a, b), `${several} t.*.a or t.*.b`],
    [[], anyOf(a), `${several} t.*.a`],
    [[], anyOf(a, allOf(b, c)), `${several} t.*.a or t.*.b and t.*.c`],
    [[], allOf(a, b), "Missing permission: 't.*.a'"],
    [['t.*.a'], allOf(a, b), "Missing permission: 't.*.b'"],
    [['t.*.a'], allOf(a, anyOf(b, c)), `${several} t.*.b or t.*.c`],
  ])('holding %j', (permissions, requirement, message) => {
    expect(missing(permissions, requirement)).toBe(message);
  });
});

describe('hasTuple', () => {
  it('compares literally', () => {
    const grants = parseGrants(['api.*.verify_key']);
    expect(hasTuple(grants, 'api.*.verify_key')).toBe(true);
    expect(hasTuple(grants, 'api.api_1.verify_key')).toBe(false);
  });
});
