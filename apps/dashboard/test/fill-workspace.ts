import type { Workspace } from './dashboard.js';

/** As markup it would ask for a file, and say so in the console. Every text is one. */
const MARKUP = '<img src=x onerror=alert(1)>';
const LONG = 'a name that is much longer than any column that could ever show it';

/** One thing of every kind, each with a text that must not act, and what happened to it. */
export async function fillWorkspace(workspace: Workspace): Promise<Record<string, string>> {
  const { call } = workspace;
  const name = `${MARKUP} ${LONG}`;
  const { apiId } = await call('apis.createApi', { name });
  const permissions = ['documents.read', 'documents.write'];
  await call('permissions.createPermission', { slug: 'documents.read', name, description: name });
  await call('permissions.createRole', { name, description: name, permissions });
  const externalId = `${MARKUP}@example.com`;
  const meta = { [MARKUP]: name };
  const ratelimits = [{ name: MARKUP, limit: 10, duration: 60_000, autoApply: true }];
  const { identityId } = await call('identities.createIdentity', { externalId, meta, ratelimits });
  const body = { apiId, externalId, name, meta, roles: [name], credits: { remaining: 3 } };
  const { key, keyId } = await call('keys.createKey', { ...body, permissions });
  for (let count = 0; count < 5; count += 1) {
    await call('keys.verifyKey', { key, tags: [MARKUP] });
  }
  await call('keys.createKey', { apiId, enabled: false, expires: Date.now() + 86_400_000 });
  const { namespaceId } = await call('ratelimit.createNamespace', { name: MARKUP });
  const check = { namespace: MARKUP, identifier: MARKUP, limit: 1, duration: 60_000 };
  for (let count = 0; count < 4; count += 1) await call('ratelimit.limit', check);
  await call('ratelimit.setOverride', { ...check, limit: 5 });
  return { apiId, keyId, identityId, namespaceId };
}
