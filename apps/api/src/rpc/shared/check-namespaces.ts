import { authorize } from '../../domain/authorization/authorize.js';
import * as requirements from '../../domain/authorization/requirements-ratelimit.js';
import { refuseUnknownId } from '../../domain/not-found.js';
import type { NamespaceSnapshot } from '../../domain/rate-limit/namespace.js';
import { namespaceKey } from '../../engine/caches/caches.js';
import type { Call, RpcDeps } from '../define-rpc.js';

/** Warm, this answers without a promise. */
export function findNamespace({ caller }: Call<unknown>, deps: RpcDeps, name: string) {
  const { workspaceId } = caller;
  return deps.caches.namespaces.get(namespaceKey({ workspaceId, idOrName: name }));
}

type Namespaces = ReadonlyMap<string, NamespaceSnapshot>;

/**
 * The namespaces that checks name, each by that text. New ones are made together or not at all, and
 * both rights are asked for before anything is made.
 */
export async function ensureNamespaces(
  call: Call<unknown>,
  deps: RpcDeps,
  names: readonly string[],
): Promise<Namespaces> {
  const found = await findNamespaces(call, deps, names);
  const missing = names.filter((name) => !found.has(name));
  if (missing.length === 0) return found;
  missing.forEach(refuseUnknownId);
  authorize(call.caller, requirements.createNamespace());
  authorize(call.caller, requirements.limitAll());
  await deps.createNamespaces(call, missing);
  return new Map([...found, ...(await findNamespaces(call, deps, missing))]);
}

export function namespaceOf(ensured: Namespaces, name: string): NamespaceSnapshot {
  const namespace = ensured.get(name);
  if (namespace === undefined) throw new Error('a namespace that was just made is missing');
  return namespace;
}

async function findNamespaces(
  call: Call<unknown>,
  deps: RpcDeps,
  names: readonly string[],
): Promise<Namespaces> {
  const entries = names.map(async (name) => [name, await findNamespace(call, deps, name)] as const);
  const found = new Map<string, NamespaceSnapshot>();
  for (const [name, namespace] of await Promise.all(entries)) {
    if (namespace !== null) found.set(name, namespace);
  }
  return found;
}
