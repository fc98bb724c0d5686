/** An escaped backslash, a character as two escapes, or half of one as a single escape. */
const ESCAPES =
  /\\\\|\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[dD][89a-fA-F][\da-fA-F]{2}/g;
const HALF_LENGTH = '\\ud800'.length;

/**
 * Half of a surrogate pair is no character, and PostgreSQL refuses it. It becomes U+FFFD, as bytes
 * that are not UTF-8 have already done in decoding.
 */
export function replaceHalfCharacters(text: string): string {
  if (!text.includes('\\ud') && !text.includes('\\uD')) return text;
  return text.replace(ESCAPES, (found) => (found.length === HALF_LENGTH ? '\\ufffd' : found));
}
