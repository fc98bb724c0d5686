import { describe, expect, it } from 'vitest';
import { checkGrants } from './check-grants.js';
import { parseGrants } from './grants.js';
import * as requirements from './requirements-identities.js';

const SCOPE = { workspaceId: 'ws_1', identityId: 'id_1' };
const { ...RIGHTS } = requirements;
const ACTIONS = [
  ['createIdentity', 'create_identity'],
  ['readIdentity', 'read_identity'],
  ['updateIdentity', 'update_identity'],
  ['deleteIdentity', 'delete_identity'],
] as const;

function holds(right: keyof typeof RIGHTS, permission: string): boolean {
  return checkGrants(parseGrants([permission]), RIGHTS[right](SCOPE)).granted;
}

describe.each(ACTIONS)('%s', (right, action) => {
  it.each([
    `identity.*.${action}`,
    `unkey:v1:ws_1:projects/*/identities/*#${action}`,
    `unkey:v1:ws_1:projects/**#${action}`,
    'unkey:v1:ws_1:**#*',
  ])('is held by %s', (permission) => {
    expect(holds(right, permission)).toBe(true);
  });

  it.each([
    `identity.id_2.${action}`,
    `unkey:v1:ws_2:projects/*/identities/*#${action}`,
    `unkey:v1:ws_1:projects/p_1/identities/*#${action}`,
    `unkey:v1:ws_1:projects/*/identities/id_1#${action}`,
    'identity.*.other_action',
  ])('is not held by %s', (permission) => {
    expect(holds(right, permission)).toBe(false);
  });

  it('is held on a single identity for reading only', () => {
    expect(holds(right, `identity.id_1.${action}`)).toBe(right === 'readIdentity');
  });
});
