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
  /** A session got another token, or has ended. */
  | { readonly kind: 'session'; readonly hash: string }
  /** All sessions of a person: its name, its roles, or that they end. */
  | { readonly kind: 'user'; readonly id: string }
  /** What members of a workspace may do, or who they are. `id` is that of the workspace. */
  | { readonly kind: 'team'; readonly id: string }
  | {
      readonly kind: 'namespace';
      readonly workspaceId: string;
      readonly id: string;
      readonly name: string;
    };

export const CHANGE_CHANNEL = 'unlatch_changes';

/** PostgreSQL sends these to every listening process when, and only if, the transaction commits. */
export async function notifyChanges(tx: Tx, changes: readonly Change[]): Promise<void> {
  for (const payloads of slicesOf(payloadsOf(changes))) {
    await sql`select pg_notify(${CHANGE_CHANNEL}, payload) from unnest(${[...payloads]}::text[]) as payload`.execute(
      tx,
    );
  }
}

type KeyChange = Extract<Change, { kind: 'key' }>;

/** Hashes of key imports may be longer and may have spaces. Such a key has a payload of its own. */
const SHORT_HASH = /^[!-~]{1,64}$/;
/** Far below the 8000 bytes that PostgreSQL takes in one. */
const KEYS_AT_ONCE = 100;

/**
 * In the order of the changes. Keys that follow one another share payloads: each process parses
 * all that an import sends in one turn of its event loop.
 */
function* payloadsOf(changes: readonly Change[]): Generator<string> {
  let keys: KeyChange[] = [];
  for (const change of changes) {
    const isShort = change.kind === 'key' && SHORT_HASH.test(change.hash);
    const joins =
      isShort && change.workspaceId === keys[0]?.workspaceId && keys.length < KEYS_AT_ONCE;
    if (keys.length > 0 && !joins) {
      yield encodeKeys(keys);
      keys = [];
    }
    if (isShort) keys.push(change);
    else yield encodeChange(change);
  }
  if (keys.length > 0) yield encodeKeys(keys);
}

function encodeKeys(keys: readonly KeyChange[]): string {
  const [first, ...others] = keys;
  if (first === undefined) throw new Error('there is no key to tell of');
  if (others.length === 0) return encodeChange(first);
  return `keys ${first.workspaceId} ${keys.map(({ hash }) => hash).join(' ')}`;
}

function encodeChange(change: Change): string {
  switch (change.kind) {
    case 'key':
      return `${change.kind} ${change.workspaceId} ${change.hash}`;
    case 'rootKey':
    case 'session':
      return `${change.kind} ${change.hash}`;
    case 'namespace':
      return `${change.kind} ${change.workspaceId} ${change.id} ${change.name}`;
    case 'identity':
    case 'api':
    case 'workspace':
    case 'user':
    case 'team':
      return `${change.kind} ${change.id}`;
  }
}

/**
 * `undefined`: another version of the program wrote it. The listener must then assume that
 * everything has changed.
 */
export function decodeChanges(payload: string): readonly Change[] | undefined {
  if (!payload.startsWith('keys ')) {
    const change = decodeChange(payload);
    return change === undefined ? undefined : [change];
  }
  const [, workspaceId = '', ...hashes] = payload.split(' ');
  if (hashes.length === 0 || hashes.includes('')) return undefined;
  return hashes.map((hash) => ({ kind: 'key', workspaceId, hash }));
}

function decodeChange(payload: string): Change | undefined {
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
    case 'session':
      return { kind, hash: name };
    case 'identity':
    case 'api':
    case 'workspace':
    case 'user':
    case 'team':
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
