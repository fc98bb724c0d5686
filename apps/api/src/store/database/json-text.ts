/**
 * A text of a request as JSON that PostgreSQL accepts. PostgreSQL refuses half of a surrogate pair.
 * The half becomes U+FFFD, the replacement character, as it does wherever a text is sent by itself.
 */
export function toJsonText(text: string): string {
  const json = JSON.stringify(text);
  // JSON.stringify escapes only surrogate halves in that range. The search may match more than
  // those, but never less.
  return json.includes('\\ud') ? JSON.stringify(Buffer.from(text).toString()) : json;
}
