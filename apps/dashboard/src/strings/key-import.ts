import { counted } from '../lib/counted.js';

const keysOf = (count: string) => counted(count, 'key', 'keys');

/** What the import of keys says. */
export const IMPORT_WORDS = {
  title: 'Import keys',
  summary: 'Keys of another system keep working. Only their hashes are sent and kept.',
  file: 'CSV file',
  fileHint: (rows: string) =>
    `The first line has names of columns. At most ${rows} keys, and 20 MB. Keys are hashed in this page.`,
  insecure:
    'This page came without encryption, so the browser cannot hash. Use a file with hashes, or open it over https or at localhost.',
  choose: 'Choose a file',
  tooLarge: 'The file has more than 20 MB.',
  faults: {
    tooManyRows: (line: number) => `Line ${line}: there are more keys than one import takes.`,
    tooManyColumns: (line: number) => `Line ${line}: there are more than 50 columns.`,
    cellTooLong: (line: number) => `Line ${line}: a field is longer than 70,000 characters.`,
    openQuote: (line: number) => `Line ${line}: a quotation mark is never closed.`,
    strayQuote: (line: number) => `Line ${line}: there is text after a closing quotation mark.`,
    empty: 'The file has no keys below its first line.',
  },
  columns: 'Columns',
  columnsHint: 'What each column of the file is. The names were guessed.',
  column: (name: string) => `Column “${name}”`,
  sample: 'First value',
  leaveOut: 'Leave it out',
  fields: {
    hash: 'Hash of the key',
    key: 'The key itself',
    name: 'Name',
    externalId: 'Owner',
    expires: 'Expiry',
    enabled: 'Enabled',
    credits: 'Credits',
    refillInterval: 'Refill: daily or monthly',
    refillAmount: 'Refill to',
    refillDay: 'Refill on day',
    roles: 'Roles',
    permissions: 'Permissions',
    meta: 'Metadata',
  },
  mappingFaults: {
    noKeyOrHash: 'Choose the column with the keys, or the one with their hashes.',
    keyAndHash: 'Choose either the keys or their hashes, not both.',
    twice: 'Two columns are the same.',
  },
  algorithm: 'How the hashes were made',
  algorithms: {
    sha256: 'SHA-256 of the whole key',
    'github.com/seamapi/prefixed-api-key': 'prefixed-api-key: SHA-256 of the long token',
  },
  check: 'Check the file',
  checking: 'Checking…',
  plan: (good: string, bad: string) =>
    bad === '0'
      ? `${keysOf(good)} can be imported.`
      : `${keysOf(good)} can be imported, ${bad} cannot.`,
  cells: {
    missing: 'is missing',
    notADate: 'is no date: 2027-01-31, or milliseconds',
    notYesOrNo: 'is neither true nor false',
    notACount: 'is no whole number',
    notAnInterval: 'is neither daily nor monthly',
    notADay: 'is no day from 1 to 31',
    notAnObject: 'is no JSON object',
    refillIncomplete: 'is missing: a refill needs credits, an interval and an amount',
    twice: 'is in the file twice',
  },
  line: 'Line',
  problem: 'Problem',
  more: (count: string) => `and ${count} more lines`,
  apply: (count: string) => `Import ${keysOf(count)}`,
  busy: (done: string, all: string) => `${done} of ${all} imported…`,
  stop: 'Stop',
  done: (good: string, bad: string) =>
    bad === '0' ? `Imported: ${keysOf(good)}.` : `Imported: ${keysOf(good)}. Not imported: ${bad}.`,
  reasons: {
    already_exists: 'A key has this hash already',
    not_a_hash: 'It is no hash of this kind',
  },
  save: 'Save what was not imported as CSV',
  again: 'Another file',
  toKeys: 'To the keys',
  migrationName: (api: string, day: string) => `Import to ${api}, ${day}`,
} as const;
