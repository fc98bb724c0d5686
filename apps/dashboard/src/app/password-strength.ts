const PASSWORD_LENGTH_MIN = 12;
const FAIR_LENGTH = 15;
const STRONG_LENGTH = 20;
const DIFFERENT_MIN = 6;

export type Strength = 0 | 1 | 2 | 3;

/**
 * 0: the service refuses it, 3: strong. Length counts, and how many different characters there are.
 * The service knows more: it refuses the passwords that are tried first.
 */
export function strengthOf(password: string): Strength {
  const characters = [...password];
  if (characters.length < PASSWORD_LENGTH_MIN) return 0;
  if (new Set(characters).size < DIFFERENT_MIN || characters.length < FAIR_LENGTH) return 1;
  return characters.length < STRONG_LENGTH ? 2 : 3;
}
