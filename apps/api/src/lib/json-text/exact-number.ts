const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;
/** A number of this many characters, without an exponent, is always read exactly. */
const EXACT_LENGTH_MAX = 15;

/**
 * Whether a number of a JSON text is printed as the same number after it was read: `1.50` is
 * (as 1.5), and so is `1e3`. `1e400`, `12345678901234567890`, `-0` and 0.1 with 30 digits are not.
 */
export function isExactNumber(number: string): boolean {
  if (number.length <= EXACT_LENGTH_MAX && /^-?[1-9]\d*$/.test(number)) return true;
  return canonical(number) === canonical(String(Number(number)));
}

/** Sign, digits without zeros at either end, and the power of ten of the last digit. */
function canonical(number: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = NUMBER.exec(number) ?? [number];
  const digits = `${whole}${fraction}`;
  const first = digits.search(/[1-9]/);
  if (first === -1) return `${sign}0`;
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  const power = Number(exponent) - fraction.length + (digits.length - end);
  return `${sign}${digits.slice(first, end)}e${power}`;
}
