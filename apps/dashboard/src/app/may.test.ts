import { describe, expect, it } from 'vitest';
import { mayDo } from './may.js';

describe('what a person may do', () => {
  it.each([
    { grants: ['api.*.create_key'], id: undefined, allowed: true },
    { grants: ['api.*.create_key'], id: 'api_1', allowed: true },
    { grants: ['api.api_1.create_key'], id: 'api_1', allowed: true },
    { grants: ['api.api_1.create_key'], id: 'api_2', allowed: false },
    { grants: ['api.api_1.create_key'], id: undefined, allowed: true },
    { grants: ['api.*.read_key', 'rbac.*.create_role'], id: undefined, allowed: false },
    { grants: ['unkey:v1:ws_1:keyspaces/ks_1/keys/*#create_key'], id: 'api_1', allowed: true },
    { grants: ['unkey:v1:ws_1:keyspaces/*#read_keyspace'], id: 'api_1', allowed: false },
    { grants: [], id: undefined, allowed: false },
  ])('follows from $grants on $id', ({ grants, id, allowed }) => {
    expect(mayDo(grants, 'api.create_key', id).allowed).toBe(allowed);
  });

  it('names the right that is missing, and where it comes from', () => {
    expect(mayDo([], 'api.create_key', 'api_1').blocked).toContain('api.api_1.create_key');
    expect(mayDo(['api.*.create_key'], 'api.create_key').blocked).toBeUndefined();
  });
});
