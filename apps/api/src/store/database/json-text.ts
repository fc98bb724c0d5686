/**
 * A text that somebody sent, as JSON that PostgreSQL takes. It refuses half of a surrogate pair;
 * that becomes the character which stands for what cannot be shown, as it does wherever a text is
 * sent by itself.
 */
export function toJsonText(text: string): string {
  const json = JSON.stringify(text);
  // JSON escapes nothing from that range but a half; the search may find more than that, never less.
  return json.includes('\\ud') ? JSON.stringify(Buffer.from(text).toString()) : json;
}
