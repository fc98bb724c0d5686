import { sql } from 'kysely';
import type { Tx } from '../database/database.js';
import { slicesOf } from '../database/insert-rows.js';

/**
 * What a committed write changed, as far as caches are concerned. A key and a root key are named by
 * hash, by which caches find them. The other changes reach many keys at once.
 */
export type Change =
  | { readonly kind: 'key'; readonly workspaceId: string; readonly hash: string }
  | { readonly kind: 'rootKey'; readonly hash: string }
  | { readonly kind: 'identity'; readonly id: string }
  | { readonly kind: 'api'; readonly id: string }
  | { readonly kind: 'workspace'; readonly id: string }
  | {
      readonly kind: 'namespace';
      readonly workspaceId: string;
      readonly id: string;
      readonly name: string;
    };

export const CHANGE_CHANNEL = 'unlatch_changes';

/** PostgreSQL sends these to every listening process when, and only if, the transaction commits. */
export async function notifyChanges(tx: Tx, changes: readonly Change[]): Promise<void> {
  for (const slice of slicesOf(changes)) {
    const payloads = slice.map(encodeChange);
    await sql`select pg_notify(${CHANGE_CHANNEL}, payload) from unnest(${payloads}::text[]) as payload`.execute(
      tx,
    );
  }
}

function encodeChange(change: Change): string {
  switch (change.kind) {
    case 'key':
      return `${change.kind} ${change.workspaceId} ${change.hash}`;
    case 'rootKey':
      return `${change.kind} ${change.hash}`;
    case 'namespace':
      return `${change.kind} ${change.workspaceId} ${change.id} ${change.name}`;
    case 'identity':
    case 'api':
    case 'workspace':
      return `${change.kind} ${change.id}`;
  }
}

/**
 * `undefined`: another version of the program wrote it. The listener must then assume that
 * everything has changed.
 */
export function decodeChange(payload: string): Change | undefined {
  const space = payload.indexOf(' ');
  const kind = payload.slice(0, space);
  const name = payload.slice(space + 1);
  if (space < 0 || name === '') return undefined;
  switch (kind) {
    case 'key': {
      // Workspace ids have no space. Hashes of key imports may have one.
      const [workspaceId = '', ...rest] = name.split(' ');
      return rest.length === 0 ? undefined : { kind, workspaceId, hash: rest.join(' ') };
    }
    case 'rootKey':
      return { kind, hash: name };
    case 'identity':
    case 'api':
    case 'workspace':
      return { kind, id: name };
    case 'namespace': {
      // The name comes last because it may have spaces in it.
      const [workspaceId = '', id = '', ...rest] = name.split(' ');
      return rest.length === 0 ? undefined : { kind, workspaceId, id, name: rest.join(' ') };
    }
    default:
      return undefined;
  }
}
