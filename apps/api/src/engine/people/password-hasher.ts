import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Problem } from '../../domain/problems.js';

/**
 * Hashes passwords, two at a time: each takes 64 MiB and a sixth of a second, in a process that
 * answers checks too. It runs in the threads of the process, beside the event loop.
 *
 * Full: sixteen more wait. Beyond that an attempt is refused with 503, before it is counted.
 *
 * Invariant: `verify` does the work of one hash, whether there is an account or not. So the time of
 * an answer does not say whether an address has an account.
 */
const AT_ONCE_MAX = 2;
const WAITING_MAX = 16;
const RETRY_AFTER_SECONDS = 2;

/** A kind of hash. The form of a text says which one made it. */
interface Algorithm {
  readonly hash: (password: string) => Promise<string>;
  readonly verify: (hash: string, password: string) => Promise<boolean>;
  /** The hash of no password, made in the same way. */
  readonly decoy: string;
}

export class PasswordHasher {
  /** How many hashes were computed. Tests compare the work, since times prove nothing. */
  computed = 0;
  #underWay = 0;
  readonly #waiting: (() => void)[] = [];
  #preferred: Promise<Algorithm> | undefined;

  async hash(password: string): Promise<string> {
    return this.#inTurn(async () => (await this.#algorithm()).hash(password));
  }

  /** `stored`: `null` if there is no account, or none with a password. The answer is then no. */
  async verify(stored: string | null, password: string): Promise<boolean> {
    return this.#inTurn(async () => {
      const preferred = await this.#algorithm();
      if (stored === null) {
        await preferred.verify(preferred.decoy, password);
        return false;
      }
      const isScrypt = stored.startsWith(SCRYPT_MARK);
      const algorithm = isScrypt ? SCRYPT : preferred;
      if (!isScrypt && preferred === SCRYPT) throw hashUnreadable();
      return algorithm.verify(stored, password);
    });
  }

  /** Loaded with the first password: many processes never see one. */
  #algorithm(): Promise<Algorithm> {
    this.#preferred ??= loadArgon2().catch(() => SCRYPT);
    return this.#preferred;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#underWay >= AT_ONCE_MAX) {
      if (this.#waiting.length >= WAITING_MAX) throw tooBusy();
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#underWay += 1;
    }
    try {
      this.computed += 1;
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // The turn passes on, so nothing that comes now can take it first.
      if (next === undefined) this.#underWay -= 1;
      else next();
    }
  }
}

function tooBusy(): Problem {
  return new Problem(
    'unkey/application/service_unavailable',
    'Too many passwords are being checked at the moment.',
    { retryAfterSeconds: RETRY_AFTER_SECONDS },
  );
}

/** The database came from a machine on which the library could be loaded. */
function hashUnreadable(): Problem {
  return new Problem(
    'unkey/application/service_unavailable',
    'This machine cannot check the password: the library for Argon2 does not load.',
    { retryAfterSeconds: RETRY_AFTER_SECONDS },
  );
}

const ARGON2 = { memoryCost: 65_536, timeCost: 3, parallelism: 1 };
const ARGON2_DECOY =
  '$argon2id$v=19$m=65536,t=3,p=1$bm9ib2R5IGhhcyB0aGlzLg$1Lae7PR0g1v2oJJhk7Uninw/NVISVdWchovD+iF3QjA';

async function loadArgon2(): Promise<Algorithm> {
  const { hash, verify } = await import('@node-rs/argon2');
  return {
    hash: (password) => hash(password, ARGON2),
    verify: (stored, password) => verify(stored, password),
    decoy: ARGON2_DECOY,
  };
}

const SCRYPT_MARK = '$scrypt$';
const SCRYPT_COST = 2 ** 16;
const SCRYPT_OPTIONS = { N: SCRYPT_COST, r: 8, p: 1, maxmem: 96 * 1024 * 1024 };
const SCRYPT_BYTES = 32;
const derive = promisify<string, Buffer, number, typeof SCRYPT_OPTIONS, Buffer>(scrypt);

/** For machines on which the native library does not load. */
const SCRYPT: Algorithm = {
  async hash(password) {
    const salt = randomBytes(16);
    const key = await derive(password, salt, SCRYPT_BYTES, SCRYPT_OPTIONS);
    return `${SCRYPT_MARK}${salt.toString('base64url')}$${key.toString('base64url')}`;
  },
  async verify(stored, password) {
    const [salt = '', known = ''] = stored.slice(SCRYPT_MARK.length).split('$');
    const key = await derive(
      password,
      Buffer.from(salt, 'base64url'),
      SCRYPT_BYTES,
      SCRYPT_OPTIONS,
    );
    const expected = Buffer.from(known, 'base64url');
    return expected.length === key.length && timingSafeEqual(expected, key);
  },
  decoy: `${SCRYPT_MARK}${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(SCRYPT_BYTES).toString('base64url')}`,
};
