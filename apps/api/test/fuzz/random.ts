import { createHash } from 'node:crypto';

/**
 * Random numbers that follow from a seed and a name, such as `7` and `case 42`. Each case has its
 * own, so a case does not depend on how many numbers the cases before it have used.
 */
export class Random {
  readonly #state: Uint32Array;

  constructor(seed: number, name: string) {
    const digest = createHash('sha256').update(`${seed} ${name}`).digest();
    this.#state = new Uint32Array([0, 4, 8, 12].map((offset) => digest.readUInt32LE(offset)));
  }

  /** A whole number from 0 up to, but not including, `end`. Small Fast Counter, 32 bits. */
  below(end: number): number {
    const [a = 0, b = 0, c = 0, counter = 0] = this.#state;
    const result = (a + b + counter) >>> 0;
    this.#state[0] = b ^ (b >>> 9);
    this.#state[1] = c + (c << 3);
    this.#state[2] = ((c << 21) | (c >>> 11)) + result;
    this.#state[3] = counter + 1;
    return Math.floor((result / 2 ** 32) * end);
  }

  /** True in so many of a hundred cases. */
  percent(share: number): boolean {
    return this.below(100) < share;
  }

  pick<T>(choices: readonly [T, ...T[]]): T;
  pick<T>(choices: readonly T[]): T | undefined;
  pick<T>(choices: readonly T[]): T | undefined {
    return choices[this.below(choices.length)];
  }

  /** Letters and digits, as they may stand in a slug, a name or a prefix. */
  word(length: number): string {
    let word = '';
    while (word.length < length) word += this.below(2 ** 32).toString(36);
    return word.slice(0, length);
  }
}
