import { describe, expect, it } from 'vitest';
import { CHOOSABLE, grantOf, groupGrants, mayGive, presetGrants, sayGrant } from './grants.js';

const WORKSPACE = { workspaceId: 'ws_1' };
const choosable = (section: string, action: string) => {
  const found = CHOOSABLE.find((one) => one.section === section && one.action === action);
  if (found === undefined) throw new Error(`no ${section} ${action}`);
  return found;
};

describe('a permission', () => {
  it('is a tuple on all things or on one, and a URN for root keys', () => {
    const verify = choosable('api', 'verify_key');
    expect(grantOf(verify, { ...WORKSPACE, scope: '*' })).toBe('api.*.verify_key');
    expect(grantOf(verify, { ...WORKSPACE, scope: 'api_1' })).toBe('api.api_1.verify_key');
    expect(grantOf(choosable('api', 'create_api'), { ...WORKSPACE, scope: 'api_1' })).toBe(
      'api.*.create_api',
    );
    expect(grantOf(choosable('rootKeys', 'write'), { ...WORKSPACE, scope: '*' })).toBe(
      'unkey:v1:ws_1:rootKeys/*#write',
    );
  });

  it('is said in words, and what has none as its own text', () => {
    expect(sayGrant('api.*.verify_key')).toMatchObject({ words: 'verify keys', on: undefined });
    expect(sayGrant('api.api_1.verify_key')).toMatchObject({ words: 'verify keys', on: 'api_1' });
    expect(sayGrant('unkey:v1:ws_1:rootKeys/*#read').words).toBe('see root keys');
    for (const grant of ['api.*.fly', 'api.a.b.c', 'unkey:v1:ws_1:limits#read', 'toString.*.call'])
      expect(sayGrant(grant).words).toBe(grant);
  });

  it('can be said back from everything that can be chosen', () => {
    for (const one of CHOOSABLE) {
      const grant = grantOf(one, { ...WORKSPACE, scope: '*' });
      expect(sayGrant(grant).words).toBe(one.words);
    }
  });

  it('is grouped by the kind of thing, none is lost', () => {
    const grants = ['unkey:v1:ws_1:limits#read', 'team.*.read_role', 'api.*.read_api'];
    const groups = groupGrants(grants);
    expect(groups.map(({ title }) => title)).toEqual([
      'APIs and keys',
      'Team',
      'Other permissions',
    ]);
    expect(groups.flatMap((group) => group.grants)).toHaveLength(3);
  });
});

describe('a person gives', () => {
  it('only what the person holds', () => {
    const held = ['api.*.verify_key', 'api.api_1.read_key'];
    expect(mayGive(held, choosable('api', 'verify_key'), 'api_2')).toBe(true);
    expect(mayGive(held, choosable('api', 'read_key'), 'api_1')).toBe(true);
    expect(mayGive(held, choosable('api', 'read_key'), '*')).toBe(false);
    expect(mayGive(held, choosable('rootKeys', 'read'), '*')).toBe(false);
    expect(presetGrants('all', { ...WORKSPACE, held })).toEqual(['api.*.verify_key']);
  });

  it('nothing but reads with the preset for reading', () => {
    const held = CHOOSABLE.map((one) => grantOf(one, { ...WORKSPACE, scope: '*' }));
    const grants = presetGrants('read', { ...WORKSPACE, held });
    expect(grants).toContain('ratelimit.*.list_overrides');
    expect(grants.join(' ')).not.toMatch(/create|update|delete|set_|verify|write|decrypt/);
  });
});
