import { describe, expect, it } from 'vitest';
import { allGrants } from './all-grants.js';
import { findPermissionFault } from './permission.js';

const workspace = { workspaceId: 'ws_1' };

describe('findPermissionFault', () => {
  it.each([
    ...allGrants('ws_1'),
    'api.api_1234abcd.read_key',
    'unkey:v1:ws_1:keyspaces/ks_1/keys/*#read_key',
  ])('finds nothing wrong with %s', (permission) => {
    expect(findPermissionFault(permission, workspace)).toBeUndefined();
  });

  it.each([
    ['api', /form/],
    ['api.*', /form/],
    ['api.**.read_key', /form/],
    ['api.*.read_key ', /form/],
    ['api.*.read_key.more', /form/],
    ['api.*.raed_key', /no operation/],
    ['key.*.read_key', /no operation/],
    ['constructor.*.name', /no operation/],
    ['unkey:v2:ws_1:a#read', /form/],
    ['unkey:v1:ws_1:a/*#*', /form/],
    ['unkey:v1:ws_2:**#*', /this workspace/],
  ])('says what is wrong with %s', (permission, fault) => {
    expect(findPermissionFault(permission, workspace)).toMatch(fault);
  });
});
