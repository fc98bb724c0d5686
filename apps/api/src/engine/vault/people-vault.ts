import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { Problem } from '../../domain/problems.js';
import { open, seal } from '../../lib/crypto/sealed.js';
import type { Db } from '../../store/database/database.js';
import {
  findInstallationKey,
  type InstallationKey,
  insertInstallationKeyIfMissing,
} from '../../store/second-factors/installation-keys.js';
import type { Sealed } from '../../store/second-factors/totps.js';
import { makeDataKey, unwrapDataKey } from './envelope.js';
import type { MasterKeys } from './master-keys.js';

interface PeopleVaultOptions {
  /** `undefined`: what is sealed is only as safe as the database. */
  readonly masterKeys: MasterKeys | undefined;
  /** A stored secret does not open. It is damaged, or its master key is not configured. */
  readonly onUnreadable: (reason: unknown) => void;
}

/** The key of an installation without master keys. */
const PLAIN = 'plain';
const KEY_BYTES = 32;
/** Data keys of workspaces have an id of a workspace here, so neither opens as the other. */
const PLACE = 'installation';

/**
 * Seals what belongs to people and not to a workspace, and has to be read again: secrets of
 * authenticator apps, and of single sign-on.
 *
 * With master keys, the key that seals is wrapped by the first one, so a copy of the database shows
 * nothing. Without, it stands beside what it seals: that keeps the secrets out of a single row that
 * is copied by accident, but not out of a dump. What was sealed before MASTER_KEYS was set stays so
 * until it is set anew.
 *
 * It remembers nothing, as the vault of keys does.
 */
export class PeopleVault {
  readonly #options: PeopleVaultOptions;

  constructor(options: PeopleVaultOptions) {
    this.#options = options;
  }

  /** `boundTo` names the row: moved to another one, the secret does not open. */
  async seal(
    db: Db,
    { secret, boundTo, nowMs }: { secret: Buffer; boundTo: string; nowMs: number },
  ): Promise<Sealed> {
    const id = this.#options.masterKeys?.first.id ?? PLAIN;
    const key = (await findInstallationKey(db, id)) ?? (await this.#make(db, id, nowMs));
    return { keyId: id, sealed: seal(this.#unwrap(key), secret, boundTo) };
  }

  async open(db: Db, { keyId, sealed }: Sealed, boundTo: string): Promise<Buffer> {
    const key = await findInstallationKey(db, keyId);
    if (key === undefined) throw new Error('an installation key was there and is gone');
    try {
      return open(this.#unwrap(key), sealed, boundTo);
    } catch (error) {
      this.#options.onUnreadable(error);
      throw unreadable();
    }
  }

  async #make(db: Db, id: string, nowMs: number): Promise<InstallationKey> {
    const { masterKeys } = this.#options;
    const made =
      masterKeys === undefined
        ? { masterKeyId: null, wrapped: randomBytes(KEY_BYTES) }
        : makeDataKey(masterKeys, { workspaceId: PLACE, dataKeyId: id });
    await insertInstallationKeyIfMissing(db, { id, ...made, nowMs });
    // It may not be the one made here: another process may have been faster.
    const key = await findInstallationKey(db, id);
    if (key === undefined) throw new Error('an installation key was there and is gone');
    return key;
  }

  #unwrap({ id, masterKeyId, wrapped }: InstallationKey): KeyObject {
    if (masterKeyId === null) return createSecretKey(wrapped);
    const { masterKeys } = this.#options;
    if (masterKeys === undefined) throw new Error(`MASTER_KEYS lacks the master key "${id}"`);
    return unwrapDataKey(masterKeys, { workspaceId: PLACE, dataKeyId: id, masterKeyId, wrapped });
  }
}

/** The same key as a data key, for what does something to all data keys. */
export function asDataKey({ id, masterKeyId, wrapped }: InstallationKey) {
  return { workspaceId: PLACE, dataKeyId: id, masterKeyId: masterKeyId ?? '', wrapped };
}

function unreadable(): Problem {
  return new Problem(
    'unkey/application/service_unavailable',
    'The service cannot read a secret that it needs for this. The operator finds the cause in its log.',
    { retryAfterSeconds: 60 },
  );
}
