/** How the hashes of a migration were made. */
export type HashAlgorithm = 'sha256' | 'github.com/seamapi/prefixed-api-key';

const HEX = /^[0-9a-fA-F]{64}$/;
/** 32 bytes, with the padding or without it, in either alphabet. */
const BASE64 = /^(?:[0-9A-Za-z+/]{43}|[0-9A-Za-z_-]{43})=?$/;

/**
 * The hash in the form in which keys are looked up, or `undefined` if it is no SHA-256. Other tools
 * write the same 32 bytes as hexadecimal digits, without padding or in the alphabet for URLs. These
 * forms differ in length or characters, so none can be taken for another.
 */
export function readImportedHash(hash: string, algorithm: HashAlgorithm): string | undefined {
  const bytes = HEX.test(hash) ? bytesOfHex(hash) : bytesOfBase64(hash);
  if (bytes === undefined) return undefined;
  return algorithm === 'sha256' ? btoa(bytes) : hexOf(bytes);
}

/** Binary text: one character for each byte. */
function bytesOfHex(hex: string): string {
  const pairs = hex.match(/../g) ?? [];
  return String.fromCharCode(...pairs.map((pair) => Number.parseInt(pair, 16)));
}

function bytesOfBase64(text: string): string | undefined {
  if (!BASE64.test(text)) return undefined;
  const standard = `${text.slice(0, 43).replaceAll('-', '+').replaceAll('_', '/')}=`;
  const bytes = atob(standard);
  // The last character has bits to spare. If they are set, something else was meant.
  return btoa(bytes) === standard ? bytes : undefined;
}

function hexOf(bytes: string): string {
  return Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}
