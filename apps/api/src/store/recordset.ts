/**
 * Plain objects as text for `json_to_recordset`, which takes them by the names of their fields.
 * PostgreSQL refuses half of a surrogate pair, which a request can carry in a text; it becomes the
 * character that stands for what cannot be shown, as it does wherever a text is sent by itself.
 */
export function toRecordset(rows: readonly object[]): string {
  const json = JSON.stringify(rows);
  // JSON escapes nothing from that range but a half; the search may find more than that, never less.
  if (!json.includes('\\ud')) return json;
  return JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'string' ? Buffer.from(value).toString() : value,
  );
}
