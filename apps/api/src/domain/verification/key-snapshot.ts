import type { IpRanges } from '../../lib/ip-ranges.js';
import type { ConfiguredLimit, SelectedLimit } from './select-limits.js';

/**
 * A verification leaves out the meta of an identity that is larger than this, as JSON. A check would
 * cost milliseconds for it, and a cached key a megabyte.
 */
export const SHOWN_META_BYTES_MAX = 65_535;

/**
 * Everything that a verification needs to know about a key, as the database had it at one moment.
 * Each cache fill builds one, and all later requests share it. It never changes, except as
 * `CreditAccount` and `PendingImport` say.
 */
export interface KeySnapshot {
  readonly keyId: string;
  readonly workspaceId: string;
  readonly apiId: string;
  readonly keySpaceId: string;
  readonly apiDeleted: boolean;
  readonly workspaceEnabled: boolean;
  /** `undefined`: the API accepts requests from every address. */
  readonly allowedIps: IpRanges | undefined;
  readonly enabled: boolean;
  readonly expiresAtMs: number | null;
  readonly name: string | null;
  /** JSON text, which takes a quarter of the memory of the parsed value or less. */
  readonly meta: string | null;
  /** Direct and through roles, each slug once, ascending. */
  readonly permissions: readonly string[];
  readonly permissionSet: ReadonlySet<string>;
  /** Names, ascending. */
  readonly roles: readonly string[];
  readonly identity: IdentitySnapshot | null;
  /** `null`: unlimited. */
  readonly credits: CreditAccount | null;
  /** By name. A limit of the key hides a limit of the identity with the same name. */
  readonly rateLimits: ReadonlyMap<string, ConfiguredLimit>;
  /** The limits that every verification takes. */
  readonly autoAppliedLimits: readonly SelectedLimit[];
  /** `null`: the key is known by the hash of its whole text. */
  readonly pendingImport: PendingImport | null;
}

export interface IdentitySnapshot {
  readonly id: string;
  readonly externalId: string;
  /** JSON text, like the meta of the key. */
  readonly meta: string;
  /** The limits that no limit of the key hides by the same name. */
  readonly rateLimits: readonly ConfiguredLimit[];
}

/**
 * A part of a snapshot that changes: the last balance that this process has seen. It is shown in a
 * denial that did not touch the credits. The database alone decides whether a spend is granted.
 */
export interface CreditAccount {
  lastSeenBalance: number;
}

/** A key that was imported by a hash that the migration chose, still without its own hash. */
export interface PendingImport {
  readonly migrationId: string;
  /**
   * This changes too: whether this process has tried to store the key's own hash. One attempt for
   * each fill is enough. It fails only if another key has that hash, which stays so.
   */
  isAttempted: boolean;
}
