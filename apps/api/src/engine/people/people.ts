import { SEEN_INTERVAL_MS, sessionStateAt } from '../../domain/people/session.js';
import type { Db } from '../../store/database/database.js';
import { storeSeen } from '../../store/people/sessions.js';
import { hasUsers } from '../../store/people/users.js';
import type { SnapshotCache } from '../caches/snapshot-cache.js';
import type { PeopleVault } from '../vault/people-vault.js';
import type { SessionSnapshot } from './load-sessions.js';
import type { PasswordHasher } from './password-hasher.js';
import { hashToken } from './tokens.js';

/** What all processes share to tell our pages and devices from forged ones. */
export interface InstallationSecrets {
  readonly csrf: Buffer;
  readonly device: Buffer;
  /** For what authenticators sign. */
  readonly challenge: Buffer;
}

interface PeopleOptions {
  readonly db: Db;
  readonly sessions: SnapshotCache<SessionSnapshot>;
  readonly secrets: InstallationSecrets;
  readonly hasher: PasswordHasher;
  readonly vault: PeopleVault;
  /** Something was not written after an answer: the time of a request, or a failed attempt. */
  readonly onUnwritten: (reason: unknown) => void;
}

/** People who log in, as one process knows them. */
export class People {
  readonly secrets: InstallationSecrets;
  readonly hasher: PasswordHasher;
  readonly vault: PeopleVault;
  readonly #options: PeopleOptions;
  readonly #afterwards = new Set<Promise<void>>();
  #hasUsers = false;

  constructor(options: PeopleOptions) {
    this.#options = options;
    this.secrets = options.secrets;
    this.hasher = options.hasher;
    this.vault = options.vault;
  }

  /** Users are never removed, so a yes stays true. */
  async hasUsers(): Promise<boolean> {
    this.#hasUsers ||= await hasUsers(this.#options.db);
    return this.#hasUsers;
  }

  /** Answers without a promise if the session is in memory. `null`: it has ended, or never was. */
  find(token: string, nowMs: number): SessionSnapshot | null | Promise<SessionSnapshot | null> {
    const { sessions } = this.#options;
    const hash = hashToken(token);
    const found = sessions.get(hash);
    if (found instanceof Promise) return found.then((session) => live(session, nowMs));
    if (found === null || sessionStateAt(seenHere(found), nowMs) !== 'ENDED') return found;
    // Another process may have seen it in the meantime.
    return sessions.getAnew(hash).then((session) => live(session, nowMs));
  }

  /** From the database, for what another process may have changed a moment ago. */
  async findAnew(token: string, nowMs: number): Promise<SessionSnapshot | null> {
    return live(await this.#options.sessions.getAnew(hashToken(token)), nowMs);
  }

  /**
   * Does what an answer must not wait for, because its time would say something. There is at most
   * one for each attempt, and attempts are bounded.
   */
  doAfterwards(work: () => Promise<void>): void {
    const done = work()
      .catch(this.#options.onUnwritten)
      .finally(() => this.#afterwards.delete(done));
    this.#afterwards.add(done);
  }

  /** Resolves when all of that is done. */
  async stop(): Promise<void> {
    await Promise.all(this.#afterwards);
  }

  /** Takes note of a request, without making it wait. */
  noteSeen(session: SessionSnapshot, nowMs: number): void {
    if (nowMs - session.seen.atMs < SEEN_INTERVAL_MS) return;
    const before = session.seen.atMs;
    session.seen.atMs = nowMs;
    const { db } = this.#options;
    this.doAfterwards(() =>
      storeSeen(db, { tokenHash: session.tokenHash, nowMs }).catch((reason: unknown) => {
        session.seen.atMs = before;
        throw reason;
      }),
    );
  }
}

function live(session: SessionSnapshot | null, nowMs: number): SessionSnapshot | null {
  if (session === null || sessionStateAt(seenHere(session), nowMs) === 'ENDED') return null;
  return session;
}

/** The facts of the session, with what this process has written since it was loaded. */
function seenHere(session: SessionSnapshot): SessionSnapshot {
  return session.seen.atMs > session.seenAtMs
    ? { ...session, seenAtMs: session.seen.atMs }
    : session;
}
