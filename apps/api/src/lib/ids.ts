import { randomFillSync } from 'node:crypto';

/** The kinds of things that have an id. The prefix shows the kind. */
export type IdPrefix =
  | 'api'
  | 'ks'
  | 'key'
  | 'id'
  | 'perm'
  | 'role'
  | 'rl'
  | 'rlns'
  | 'rlor'
  | 'ws'
  | 'log'
  | 'cor'
  | 'req'
  | 'root'
  | 'mig'
  | 'inv'
  | 'teamrole'
  | 'pk'
  | 'user'
  | 'sess';

/** In ASCII order, so that comparing ids bytewise compares the times in them. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Eight digits reach into the year 8888. */
const TIME_LENGTH = 8;
const RANDOM_LENGTH = 10;

/**
 * An id whose bytewise order is the order of creation, to the millisecond. So new rows go to the
 * end of an index, and pages in the order of ids are in the order of age. Ids of one millisecond
 * are in no particular order.
 */
export function newId(prefix: IdPrefix, nowMs: number): string {
  return `${prefix}_${timeDigits(nowMs)}${randomDigits()}`;
}

/**
 * A request id names a line in a log. It also names the usage event of a check among those of its
 * workspace and millisecond. It grants no access, so guessing one gains nothing, and `Math.random`
 * is enough. Its 128 bits of state make a collision among the requests of a day as unlikely as a
 * secure source would. A secure source would cost a share of the time of every request.
 */
export function newRequestId(): string {
  let id = 'req_';
  for (let pair = 0; pair < 8; pair++) id += PAIRS[Math.floor(Math.random() * PAIRS.length)];
  return id;
}

const DIGITS = ALPHABET.split('');
/** All two-digit texts, so that two digits need one draw and one concatenation. */
const PAIRS = DIGITS.flatMap((high) => DIGITS.map((low) => high + low));

function timeDigits(timeMs: number): string {
  let digits = '';
  let rest = timeMs;
  for (let place = 0; place < TIME_LENGTH; place++) {
    digits = ALPHABET.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

function randomDigits(): string {
  let digits = '';
  while (digits.length < RANDOM_LENGTH) {
    // Six bits give 0…63. The two values beyond the alphabet are drawn again. Folding them back
    // would make two characters more likely than the others.
    digits += ALPHABET.charAt(nextRandomByte() & 63);
  }
  return digits;
}

/** Random bytes are drawn from the system in pages, because each draw is a costly call. */
const pool = new Uint8Array(4096);
let poolPosition = pool.length;

function nextRandomByte(): number {
  if (poolPosition === pool.length) {
    randomFillSync(pool);
    poolPosition = 0;
  }
  return pool[poolPosition++] ?? 0;
}
