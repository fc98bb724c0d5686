/** The head of an import with a body of this many bytes. */
export function importHead(rootKey: string, length: number): string {
  return [
    'POST /v2/keys.migrateKeys HTTP/1.1',
    'host: x',
    `authorization: Bearer ${rootKey}`,
    'content-type: application/json',
    `content-length: ${length}`,
    '\r\n',
  ].join('\r\n');
}
