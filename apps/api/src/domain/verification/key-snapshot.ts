import type { IpRanges } from '../../lib/ip-ranges.js';
import type { ConfiguredLimit, SelectedLimit } from './select-limits.js';

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
  /** `undefined`: the API takes requests from everywhere. */
  readonly allowedIps: IpRanges | undefined;
  readonly enabled: boolean;
  readonly expiresAtMs: number | null;
  readonly name: string | null;
  /** JSON text, which takes a quarter of the memory or less of what it says once it is parsed. */
  readonly meta: string | null;
  /** Direct and through roles, each slug once, ascending. */
  readonly permissions: readonly string[];
  readonly permissionSet: ReadonlySet<string>;
  /** Names, ascending. */
  readonly roles: readonly string[];
  readonly identity: IdentitySnapshot | null;
  /** `null`: unlimited. */
  readonly credits: CreditAccount | null;
  /** By name; a limit of the key hides one of the identity with the same name. */
  readonly rateLimits: ReadonlyMap<string, ConfiguredLimit>;
  /** Those of them that every verification takes. */
  readonly autoAppliedLimits: readonly SelectedLimit[];
  /** `null`: it is known by the hash of its whole text. */
  readonly pendingImport: PendingImport | null;
}

export interface IdentitySnapshot {
  readonly id: string;
  readonly externalId: string;
  /** JSON text, as that of the key. */
  readonly meta: string;
  /** Those that the key does not hide by a limit of the same name. */
  readonly rateLimits: readonly ConfiguredLimit[];
}

/**
 * A part of a snapshot that moves: the last balance that this process has seen. It is for
 * showing beside a denial that did not touch the credits; whether a spend is granted is decided by
 * the database alone.
 */
export interface CreditAccount {
  lastSeenBalance: number;
}

/** A key that was imported by a hash that the migration chose, and has not been given its own. */
export interface PendingImport {
  readonly migrationId: string;
  /**
   * Moves too: whether this process has seen to the key's own hash. One attempt for each fill is
   * enough, as it is in vain only where another key has that hash for good.
   */
  isAttempted: boolean;
}
