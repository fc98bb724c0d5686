import { createSecretKey, type KeyObject } from 'node:crypto';

/** The bytes are in a KeyObject, which shows nothing of them when it is printed or serialised. */
export interface MasterKey {
  readonly id: string;
  readonly key: KeyObject;
}

export interface MasterKeys {
  /** Wraps all new data keys. Every master key can unwrap. */
  readonly first: MasterKey;
  readonly byId: ReadonlyMap<string, MasterKey>;
}

type ParsedMasterKeys =
  | { readonly masterKeys: MasterKeys }
  | { readonly problems: readonly [string, ...string[]] };

const KEY_BYTES = 32;

/** Shorter than the text of any key, so a key in the place of its id is not taken for an id. */
const ID = /^[A-Za-z0-9_.-]{1,32}$/;

/**
 * Reads `id:base64,id:base64,…`. A problem names an entry by its position and repeats none of it. A
 * malformed entry may be a key from beginning to end.
 */
export function parseMasterKeys(text: string): ParsedMasterKeys {
  const entries = text.split(',').map((entry) => entry.trim());
  const parsed = entries.map(parseEntry);
  const [first, ...others] = parsed.flatMap((entry) => (typeof entry === 'string' ? [] : [entry]));
  const wrong = parsed.flatMap((entry, index) =>
    typeof entry === 'string' ? [`entry ${index + 1} ${entry}`] : [],
  );
  const [problem, ...more] = [...wrong, ...findRepetitions(parsed)];
  if (problem !== undefined) return { problems: [problem, ...more] };
  if (first === undefined) throw new Error('a text has no entry');
  const byId = new Map([first, ...others].map((masterKey) => [masterKey.id, masterKey]));
  return { masterKeys: { first, byId } };
}

function parseEntry(entry: string): MasterKey | string {
  const separator = entry.indexOf(':');
  if (separator === -1) return 'must have the form id:key';
  const id = entry.slice(0, separator);
  if (!ID.test(id)) return 'must have an id of 1 to 32 letters, digits, _, - and .';
  const text = entry.slice(separator + 1);
  const bytes = Buffer.from(text, 'base64');
  // Node skips characters that are not base64. Only a text that comes out the same was base64.
  if (bytes.length !== KEY_BYTES || bytes.toString('base64') !== text) {
    return `must have ${KEY_BYTES} bytes in base64 after its id`;
  }
  return { id, key: createSecretKey(bytes) };
}

function findRepetitions(entries: readonly (MasterKey | string)[]): string[] {
  return entries.flatMap((entry, index) => {
    if (typeof entry === 'string') return [];
    const earlier = (isSame: (other: MasterKey) => boolean) =>
      entries.slice(0, index).findIndex((other) => typeof other !== 'string' && isSame(other)) + 1;
    const sameId = earlier(({ id }) => id === entry.id);
    const sameKey = earlier(({ key }) => key.equals(entry.key));
    return [
      ...(sameId > 0 ? [`entry ${index + 1} has the same id as entry ${sameId}`] : []),
      ...(sameKey > 0 ? [`entry ${index + 1} has the same key as entry ${sameKey}`] : []),
    ];
  });
}
