import type { Key, KeyUpdate } from '../../../rpc/answers.js';

/*
 * What one change does to many keys, before anything is sent: what changes, and what cannot or need
 * not. The reader sees this table and then decides.
 */

export type BulkAct =
  | { readonly kind: 'enable' | 'disable' | 'delete' }
  | { readonly kind: 'expire'; readonly expires: number | null }
  | { readonly kind: 'own'; readonly externalId: string | null };

export type BulkSkip = 'alreadySo' | 'expired';

export interface BulkItem {
  readonly key: Key;
  readonly before: string;
  readonly after: string;
  /** Absent: the change will be sent. */
  readonly skip?: BulkSkip;
}

export function planBulk(keys: readonly Key[], act: BulkAct, nowMs: number): readonly BulkItem[] {
  return keys.map((key) => {
    const { before, after } = effectOf(key, act);
    if (before === after) return { key, before, after, skip: 'alreadySo' };
    // Enabling it lets no request through, which would look as if the change had failed.
    const isPast = act.kind === 'enable' && key.expires !== undefined && nowMs > key.expires;
    return isPast ? { key, before, after, skip: 'expired' } : { key, before, after };
  });
}

/** Words for machines: the table of the result has them too. */
function effectOf(key: Key, act: BulkAct): { before: string; after: string } {
  switch (act.kind) {
    case 'enable':
    case 'disable':
      return {
        before: key.enabled ? 'enabled' : 'disabled',
        after: act.kind === 'enable' ? 'enabled' : 'disabled',
      };
    case 'delete':
      return { before: 'exists', after: 'deleted' };
    case 'expire':
      return { before: momentOf(key.expires), after: momentOf(act.expires) };
    case 'own':
      return { before: key.identity?.externalId ?? '', after: act.externalId ?? '' };
  }
}

function momentOf(ms: number | null | undefined): string {
  return ms === null || ms === undefined ? 'never' : new Date(ms).toISOString();
}

export type BulkRequest =
  | { readonly name: 'keys.deleteKey'; readonly body: { readonly keyId: string } }
  | { readonly name: 'keys.updateKey'; readonly body: KeyUpdate };

export function requestFor(keyId: string, act: BulkAct): BulkRequest {
  switch (act.kind) {
    case 'enable':
    case 'disable':
      return { name: 'keys.updateKey', body: { keyId, enabled: act.kind === 'enable' } };
    case 'delete':
      return { name: 'keys.deleteKey', body: { keyId } };
    case 'expire':
      return { name: 'keys.updateKey', body: { keyId, expires: act.expires } };
    case 'own':
      return { name: 'keys.updateKey', body: { keyId, externalId: act.externalId } };
  }
}
