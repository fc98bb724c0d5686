const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/**
 * The number is held in base 58³ rather than base 58. That takes a third of the steps, and every
 * intermediate value (below 58³ × 256) is still a 32-bit integer. The divisions below end in `| 0`
 * for the same reason: it keeps them integer divisions, four times as fast as Math.floor.
 */
const DIGITS_PER_LIMB = 3;
const LIMB_BASE = 58 * 58 * 58;

/** Base58 with the Bitcoin alphabet; each leading zero byte becomes one `1`. */
export function encodeBase58(bytes: Uint8Array): string {
  let text = '';
  for (const limb of limbsOf(bytes)) {
    let rest = limb;
    for (let digit = 0; digit < DIGITS_PER_LIMB; digit++) {
      text = ALPHABET.charAt(rest % 58) + text;
      rest = (rest / 58) | 0;
    }
  }
  // The highest limb is padded with zero digits, but only leading zero bytes may appear as such.
  return '1'.repeat(leadingZeros(bytes)) + text.replace(/^1+/, '');
}

/** The limbs of the big-endian number, lowest first. */
function limbsOf(bytes: Uint8Array): number[] {
  const limbs: number[] = [];
  for (const byte of bytes) {
    let carry = byte;
    for (let index = 0; index < limbs.length; index++) {
      const value = (limbs[index] ?? 0) * 256 + carry;
      limbs[index] = value % LIMB_BASE;
      carry = (value / LIMB_BASE) | 0;
    }
    if (carry > 0) limbs.push(carry);
  }
  return limbs;
}

function leadingZeros(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first === -1 ? bytes.length : first;
}
