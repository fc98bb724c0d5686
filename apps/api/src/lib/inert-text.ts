/** Controls, marks of direction and what else shows nothing, but not the joiners of letters. */
const ACTIVE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const JOINERS = new Set(['\u200c', '\u200d']);

/**
 * A text that is harmless on any screen: what could move the cursor, turn the line round or hide
 * a part is written as an escape.
 */
export function inertText(text: string): string {
  return text.replaceAll(ACTIVE, (character) => {
    if (JOINERS.has(character)) return character;
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}
