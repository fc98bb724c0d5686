import type { Operation } from '@unlatch/contract';

/** How something that was written is read, and which fields of the request must come back. */
interface ReadBack {
  readonly read: string;
  /** The request of the reading operation, made of what was sent and what was answered. */
  readonly request: (sent: Fields, data: Fields) => unknown;
  readonly fields: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

const KEY = ['name', 'meta', 'expires', 'enabled'];
const IDENTITY = ['externalId', 'meta'];
const PERMISSION = ['name', 'slug', 'description'];

/** Only what is returned as it was sent: lists may be sorted, and defaults filled in. */
const READ_BACKS: Readonly<Record<string, ReadBack>> = {
  'apis.createApi': {
    read: 'apis.getApi',
    request: (_sent, { apiId }) => ({ apiId }),
    fields: ['name'],
  },
  'keys.createKey': {
    read: 'keys.getKey',
    request: (_sent, { keyId }) => ({ keyId }),
    fields: KEY,
  },
  'keys.updateKey': { read: 'keys.getKey', request: ({ keyId }) => ({ keyId }), fields: KEY },
  'identities.createIdentity': {
    read: 'identities.getIdentity',
    request: (_sent, { identityId }) => ({ identity: identityId }),
    fields: IDENTITY,
  },
  'identities.updateIdentity': {
    read: 'identities.getIdentity',
    request: ({ identity }) => ({ identity }),
    fields: ['meta'],
  },
  'permissions.createPermission': {
    read: 'permissions.getPermission',
    request: (_sent, { permissionId }) => ({ permission: permissionId }),
    fields: PERMISSION,
  },
  'permissions.updatePermission': {
    read: 'permissions.getPermission',
    request: (_sent, { id }) => ({ permission: id }),
    fields: PERMISSION,
  },
  'permissions.updateRole': {
    read: 'permissions.getRole',
    request: (_sent, { id }) => ({ role: id }),
    fields: ['name', 'description'],
  },
  'permissions.createRole': {
    read: 'permissions.getRole',
    request: (_sent, { roleId }) => ({ role: roleId }),
    fields: ['name', 'description'],
  },
  'ratelimit.setOverride': {
    read: 'ratelimit.getOverride',
    request: ({ namespace, identifier }) => ({ namespace, identifier }),
    fields: ['identifier', 'limit', 'duration'],
  },
};

export interface Reading {
  readonly operation: string;
  readonly request: unknown;
  /** What is wrong with the text of the answer. */
  readonly faultsIn: (text: string) => string[];
}

/** The request that reads what was written, or `undefined` if there is none. */
export function readingOf(operation: Operation, sentText: string, data: Fields) {
  const readBack = READ_BACKS[operation.name];
  if (readBack === undefined) return undefined;
  const sent: Fields = exactly(sentText);
  const reading: Reading = {
    operation: readBack.read,
    request: readBack.request(sent, data),
    faultsIn: (text) => {
      const shown: Fields = Object(Object(exactly(text))['data']);
      const written = readBack.fields.filter((field) => isWritten(sent[field]));
      const lost = written.filter((field) => canonical(sent[field]) !== canonical(shown[field]));
      return lost.map(
        (field) => `${field} was sent as ${brief(sent[field])} and read as ${brief(shown[field])}`,
      );
    },
  };
  return reading;
}

/** Null, an empty text and an empty object clear a field. A cleared field may be absent. */
function isWritten(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && canonical(value) !== '{}';
}

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** Marks a number that is kept as a text. No hostile text begins like this. */
const NUMBER = '#number ';

/** Parses JSON and keeps every digit: a number becomes a text that stands for its exact value. */
function exactly(text: string): Fields {
  const marked = text.replace(STRING_OR_NUMBER, (found) =>
    found.startsWith('"') ? found : JSON.stringify(NUMBER + exactValue(found)),
  );
  return Object(JSON.parse(marked));
}

/** `1e2`, `100` and `100.0` are one value; `1e400` and `1e401` are two. */
function exactValue(number: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${sign}${significant}e${power}`;
}

/** The service replaces half of a surrogate pair, which is no character. */
const HALF_PAIRS = /\p{Surrogate}/gu;

/** The order of members does not count. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'string') return JSON.stringify(value.replace(HALF_PAIRS, '\ufffd'));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const members = Object.entries(value).map(
    ([name, member]) => `${canonical(name)}:${canonical(member)}`,
  );
  return `{${members.sort().join(',')}}`;
}

function brief(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 200);
}
