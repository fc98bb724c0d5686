import { describe, expect, it } from 'vitest';
import { allGrants } from './all-grants.js';
import { findPermissionFault } from './permission.js';

const workspace = { workspaceId: 'ws_1' };

describe('findPermissionFault', () => {
  it.each([
    ...allGrants('ws_1'),
    'api.api_1234abcd.read_key',
    'unkey:v1:ws_1:keyspaces/ks_1/keys/*#read_key',
    'unkey:v1:ws_1:keyspaces/*/keys/*#encrypt_key',
    'unkey:v1:ws_1:keyspaces/ks_1/**#verify_key',
    'unkey:v1:ws_1:keyspaces/ks_1/keys/key_1/**#verify_key',
    'unkey:v1:ws_1:keyspaces/**#create_key',
    'unkey:v1:ws_1:**#read_key',
    'unkey:v1:ws_1:rootKeys/root_1#delete',
    'unkey:v1:ws_1:limits#read',
    'unkey:v1:ws_1:projects/*/identities/*#read_identity',
    'unkey:v1:ws_1:projects/proj_1/identities/*#read_identity',
    'unkey:v1:ws_1:projects/**#read_identity',
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
    ['unkey:v1:ws_1:keyspaces/*/keys/key_1#read_key', /every id after/],
    ['unkey:v1:ws_1:projects/proj_2/identities/*#read_identity', /proj_1, or \*/],
    ['unkey:v1:ws_1:projects/proj_2/**#read_identity', /proj_1, or \*/],
    ['unkey:v1:ws_1:projects/*/identities/id_1#read_identity', /no operation/],
    ['unkey:v1:ws_1:keyspaces/ks_1#read_key', /no operation/],
    ['unkey:v1:ws_1:keyspaces/ks_1/keys/key_1#encrypt_key', /no operation/],
    ['unkey:v1:ws_1:*/ks_1/keys/key_1#read_key', /no operation/],
    ['unkey:v1:ws_1:keyspaces/ks_1/*/key_1#read_key', /no operation/],
    ['unkey:v1:ws_1:rootkeys/*#read', /no operation/],
    ['unkey:v1:ws_1:limits/*#read', /no operation/],
    ['unkey:v1:ws_1:**#raed_key', /no operation/],
  ])('says what is wrong with %s', (permission, fault) => {
    expect(findPermissionFault(permission, workspace)).toMatch(fault);
  });
});
