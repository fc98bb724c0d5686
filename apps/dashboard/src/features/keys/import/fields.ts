/** What a column of a file can be. A file has either keys, which stay in the browser, or hashes. */
export const IMPORT_FIELDS = [
  'hash',
  'key',
  'name',
  'externalId',
  'expires',
  'enabled',
  'credits',
  'refillInterval',
  'refillAmount',
  'refillDay',
  'roles',
  'permissions',
  'meta',
] as const;

export type ImportField = (typeof IMPORT_FIELDS)[number];

/** For each column its field. `undefined`: the column is left out. */
export type ColumnMapping = readonly (ImportField | undefined)[];

const OTHER_NAMES: Readonly<Record<string, ImportField>> = {
  keyhash: 'hash',
  sha256: 'hash',
  apikey: 'key',
  secret: 'key',
  token: 'key',
  label: 'name',
  keyname: 'name',
  owner: 'externalId',
  ownerid: 'externalId',
  userid: 'externalId',
  user: 'externalId',
  customer: 'externalId',
  customerid: 'externalId',
  expiresat: 'expires',
  expiry: 'expires',
  expiration: 'expires',
  active: 'enabled',
  remaining: 'credits',
  scopes: 'permissions',
  metadata: 'meta',
};

/** By the names of the columns. A field is given once, to the first column that fits. */
export function guessMapping(names: readonly string[]): ColumnMapping {
  const given = new Set<ImportField>();
  return names.map((name) => {
    const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
    const field =
      IMPORT_FIELDS.find((known) => known.toLowerCase() === plain) ?? OTHER_NAMES[plain];
    if (field === undefined || given.has(field)) return undefined;
    given.add(field);
    return field;
  });
}

export type MappingFault = 'noKeyOrHash' | 'keyAndHash' | 'twice';

export function faultOfMapping(mapping: ColumnMapping): MappingFault | undefined {
  const fields = mapping.filter((field) => field !== undefined);
  if (new Set(fields).size < fields.length) return 'twice';
  const [hasKey, hasHash] = [fields.includes('key'), fields.includes('hash')];
  if (hasKey && hasHash) return 'keyAndHash';
  return hasKey || hasHash ? undefined : 'noKeyOrHash';
}
