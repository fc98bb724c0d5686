import { Unkey as PublishedClient } from '@unkey/api';
import type { OperationUnderTest } from '../contract/operations.js';
import type { Client } from './clients.js';

/** The published client for TypeScript is older than that for Python, and has fewer operations. */
export const PUBLISHED = operationsOf(new PublishedClient({ rootKey: 'any' }));

/** Calls the method of an operation as a program would. */
export async function call(
  client: Client,
  { name, definition }: OperationUnderTest,
  request: unknown = definition.example,
): Promise<unknown> {
  const [group = '', method = ''] = name.split('.');
  const isOld = client instanceof PublishedClient && name === 'permissions.setRolePermissions';
  return Reflect.get(client, group)[method](isOld ? withRoleId(request) : request);
}

/** The published client is older than the field `role` of this request, and sends only `roleId`. */
function withRoleId(request: unknown): unknown {
  const { role, ...others }: { role?: string } = Object(request);
  return { roleId: role, ...others };
}

/** `<group>.<method>` for each method of a client, as they are on the wire. */
function operationsOf(client: object): string[] {
  return membersOf(client).flatMap((group) => {
    const methods: unknown = Reflect.get(client, group);
    if (typeof methods !== 'object' || methods === null) return [];
    const wireGroup = group === 'internal' ? 'deploy' : group;
    return membersOf(methods).map((method) => `${wireGroup}.${method}`);
  });
}

function membersOf(value: object): string[] {
  const names = Object.getOwnPropertyNames(Object.getPrototypeOf(value));
  return names.filter((name) => name !== 'constructor' && !name.startsWith('_'));
}
