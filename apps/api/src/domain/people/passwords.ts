import { foldCase } from '../../lib/fold-case.js';
import { COMMON_PASSWORDS } from './common-passwords.js';

/** In UTF-8. A longer one would only make hashing slower. */
const PASSWORD_BYTES_MAX = 256;
const DISTINCT_MIN = 5;

/** What is wrong with a new password, in words that follow its place. `undefined`: nothing. */
export function passwordFault(
  password: string,
  person: { readonly email: string; readonly name: string },
): string | undefined {
  if (new TextEncoder().encode(password).length > PASSWORD_BYTES_MAX) {
    return `must not be longer than ${PASSWORD_BYTES_MAX} bytes`;
  }
  const folded = foldCase(password);
  if (new Set(folded).size < DISTINCT_MIN) {
    return `must have at least ${DISTINCT_MIN} different characters`;
  }
  if (COMMON_PASSWORDS.has(folded.replaceAll(/[^a-z0-9]/g, ''))) {
    return 'must not be one of the passwords that are tried first';
  }
  const own = [person.email, person.name, person.email.split('@')[0] ?? ''].map(foldCase);
  if (own.includes(folded)) return 'must not be your name or address';
  return undefined;
}
