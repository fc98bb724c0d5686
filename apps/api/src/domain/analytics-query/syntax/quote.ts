/** A name in the engine's quotes. */
export function quoteName(name: string): string {
  return `\`${name.replace(/[\\`]/g, '\\$&')}\``;
}

/** A string as a literal of the engine, with every control character of ASCII escaped. */
export function quoteString(value: string): string {
  return `'${value.replace(/[\\'\p{Cc}]/gu, escapeCharacter)}'`;
}

function escapeCharacter(character: string): string {
  if (character === '\\' || character === "'") return `\\${character}`;
  const code = character.charCodeAt(0);
  // Beyond ASCII the engine would take the code for a byte, which is half a character of UTF-8.
  return code < 0x80 ? `\\x${code.toString(16).padStart(2, '0')}` : character;
}
