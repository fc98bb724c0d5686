import { expect, it } from 'vitest';
import * as links from './links.js';

const key = { keyId: 'key_1', name: 'Phone' };
const keyTarget = { type: 'key', id: 'key_1', name: 'Phone' };
const permission = { id: 'perm_1', name: 'Read', slug: 'docs.read', description: null };
const permissionTarget = { type: 'permission', id: 'perm_1', name: 'Read' };
const role = { id: 'role_1', name: 'editor', description: 'Edits.' };
const roleTarget = { type: 'role', id: 'role_1', name: 'editor' };

it.each([
  {
    built: links.permissionAddedToKey(permission, key),
    event: 'authorization.connect_permission_and_key',
    description: 'Added permission Read to key key_1',
    targets: [keyTarget, permissionTarget],
  },
  {
    built: links.permissionAddedToNewKey(permission, key),
    event: 'authorization.connect_permission_and_key',
    description: 'Added permission docs.read to key key_1',
    targets: [keyTarget, { ...permissionTarget, name: 'docs.read' }],
  },
  {
    built: links.permissionRemovedFromKey(permission, { ...key, name: null }),
    event: 'authorization.disconnect_permission_and_key',
    description: 'Removed permission Read from key key_1',
    targets: [{ type: 'key', id: 'key_1' }, permissionTarget],
  },
  {
    built: links.roleAddedToKey(role, key),
    event: 'authorization.connect_role_and_key',
    description: 'Added role editor to key key_1',
    targets: [keyTarget, roleTarget],
  },
  {
    built: links.roleAddedToNewKey(role, key),
    event: 'authorization.connect_role_and_key',
    description: 'Connected role editor to key key_1',
    targets: [keyTarget, roleTarget],
  },
  {
    built: links.roleRemovedFromKey(role, key),
    event: 'authorization.disconnect_role_and_key',
    description: 'Removed role editor from key key_1',
    targets: [keyTarget, roleTarget],
  },
  {
    built: links.permissionAddedToRole(permission, role),
    event: 'authorization.connect_role_and_permission',
    description: 'Added permission Read to role editor',
    targets: [roleTarget, permissionTarget],
  },
  {
    built: links.permissionAddedToNewRole(permission, role),
    event: 'authorization.connect_role_and_permission',
    description: 'Added permission Read to role editor',
    targets: [{ ...roleTarget, meta: { name: 'editor', description: 'Edits.' } }, permissionTarget],
  },
  {
    built: links.permissionRemovedFromRole(permission, role),
    event: 'authorization.disconnect_role_and_permissions',
    description: 'Removed permission Read from role editor',
    targets: [roleTarget, permissionTarget],
  },
])('$event: $description', ({ built, ...expected }) => {
  expect(built).toEqual(expected);
});
