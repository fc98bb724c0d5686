import { randomBytes } from 'node:crypto';
import { choicesIn, type HiddenAnswer, referencesIn, rulesIn, type Thing } from '@unlatch/contract';
import { RPCS } from '../../src/rpc/index.js';
import type { Rpc } from '../../src/rpc/rpc.js';
import type { Ids } from './ids.js';

/** Which text of a workspace a request uses to name a thing. */
const NAMES: Readonly<Record<Thing, Readonly<Record<string, keyof Ids>>>> = {
  api: { id: 'apiId' },
  key: { id: 'keyId', key: 'key' },
  keySpace: { id: 'keySpaceId' },
  identity: { id: 'identityId', externalId: 'externalId' },
  permission: { id: 'permissionId', slug: 'slug' },
  role: { id: 'roleId', name: 'role' },
  namespace: { id: 'namespaceId', name: 'namespace' },
  override: { identifier: 'identifier' },
  rootKey: { id: 'rootKeyId' },
  migration: { id: 'migrationId' },
  member: { id: 'userId' },
  invitation: { id: 'invitationId' },
  teamRole: { id: 'teamRoleId' },
};

/** A place in a request, such as `keys[].externalId`, and what stands there. */
export interface NamedPlace {
  readonly place: string;
  readonly name: keyof Ids;
}

/** One way to name things in a request: some places, each with one of the texts that fit there. */
type Way = readonly NamedPlace[];

export interface OperationUnderTest extends Rpc {
  readonly name: string;
  /** The answer to a caller without any right. `EMPTY`: a page without items. */
  readonly hidden: HiddenAnswer | 'EMPTY';
  /**
   * Every way in which a request can name something. The first names enough to get a full response.
   */
  readonly ways: readonly [Way, ...Way[]];
  /** The documented example, with these places filled in. */
  readonly requestNaming: (way: Way, ids: Ids) => unknown;
  /** The same, for the first way. */
  readonly request: (ids: Ids) => unknown;
  /** The documented example with these fields. If it is a list, each item gets them. */
  readonly requestWith: (fields: Readonly<Record<string, unknown>>) => unknown;
  /** True: fields that the operation does not know are ignored. */
  readonly isOpen: boolean;
  /** It asks the analytics engine, which the service of most tests has not. */
  readonly needsEngine: boolean;
  /** Places whose content is checked by more than its schema. */
  readonly judges: readonly string[];
}

const REFUSED = 'unkey/authorization/insufficient_permissions';

/** Places that the first way leaves out, because together they would find nothing. */
const NOT_AT_FIRST: Readonly<Record<string, string>> = {
  'auditLogs.listAuditLogs': 'actorIds[]',
  'analytics.requests': 'rootKeyIds[]',
};

/** For `describe.each`: every operation, with what its definition says. */
export const EVERY_OPERATION: readonly OperationUnderTest[] = RPCS.map((rpc) => {
  const { name, example, request: schema, requires } = rpc.definition;
  const ways = waysOf(rpc.definition);
  const requestNaming = (way: Way, ids: Ids) => {
    const named = way.reduce<unknown>(
      (body, { place, name: key }) => withText(schema, body, place, ids[key]),
      structuredClone(example),
    );
    return withNewHashes(named, example);
  };
  return {
    ...rpc,
    name,
    ways,
    requestNaming,
    hidden: requires.rows === 'readable' ? 'EMPTY' : (requires.hides ?? REFUSED),
    request: (ids) => requestNaming(ways[0], ids),
    requestWith: (fields) => merge(example, fields),
    isOpen: schema['additionalProperties'] === true,
    needsEngine: rpc.definition.problems.includes('unkey/data/analytics_not_configured'),
    judges: Object.keys(rulesIn(schema)).map((place) =>
      place.startsWith('[') ? `body${place}` : `body.${place}`,
    ),
  };
});

function waysOf({ name, kind, request }: Rpc['definition']): [Way, ...Way[]] {
  const places = Object.entries(referencesIn(request)).map(([place, { thing, by }]) => ({
    place,
    isNeeded: [undefined, ...(request['required'] ?? [])].includes(
      place.split(/[.[]/)[0] || undefined,
    ),
    names: by.map((property) => nameOf(thing, property)),
  }));
  const alone = places.flatMap(({ place, names }) => names.map((key) => ({ place, name: key })));
  const firstOf = (wanted: readonly (typeof places)[number][]): Way =>
    wanted.flatMap(({ place, names: [key] }) => (key === undefined ? [] : [{ place, name: key }]));
  const needed = places.filter(({ isNeeded }) => isNeeded);
  const others = places.filter(({ isNeeded, place }) => !isNeeded && NOT_AT_FIRST[name] !== place);
  const [, ...rivals] = choicesIn(request);
  const possible = others.filter(({ place }) => !rivals.includes(place));
  // A change names all that it can. A search finds more with fewer conditions.
  const first = firstOf([...needed, ...(kind === 'change' ? possible : possible.slice(0, 1))]);
  const isInFirst = (one: NamedPlace) =>
    first.some(({ place, name: key }) => place === one.place && key === one.name);
  const rest = alone
    .filter((one) => !isInFirst(one))
    .map((one) => [...firstOf(needed).filter(({ place }) => place !== one.place), one]);
  return [first, ...rest, ...hashesIn(request).map((one) => [...firstOf(needed), one])];
}

/** A hash names no thing that an operation would look for, but it must not tell of one. */
function hashesIn(request: Rpc['definition']['request']): NamedPlace[] {
  const { keys } = Object(request['properties']);
  return keys?.items?.properties?.hash === undefined
    ? []
    : [{ place: 'keys[].hash', name: 'hash' }];
}

function nameOf(thing: Thing, property: string): keyof Ids {
  const name = NAMES[thing][property];
  if (name === undefined) throw new Error(`no test has the ${property} of the ${thing}`);
  return name;
}

function stepsOf(place: string): string[] {
  return place
    .replaceAll('[]', '.[]')
    .split('.')
    .filter((step) => step !== '');
}

/** A copy of the value with the text at the end of the steps; `[]` goes to every item of a list. */
function put(value: unknown, [step, ...rest]: readonly string[], text: string): unknown {
  if (step === undefined) return text;
  if (step !== '[]') {
    return Object.assign({}, value, { [step]: put(Object(value)[step], rest, text) });
  }
  const items = Array.isArray(value) && rest.length > 0 ? value : [undefined];
  return items.map((item) => put(item, rest, text));
}

/** Every place in a request where any text may stand. */
export function textPlacesIn(schema: Rpc['definition']['request'], place = ''): string[] {
  const { items, properties = {}, type, enum: choices } = schema;
  if ([type].flat().includes('string')) return choices === undefined ? [place] : [];
  if (items !== undefined) return textPlacesIn(items, `${place}[]`);
  return Object.entries<Rpc['definition']['request']>(properties).flatMap(([name, member]) =>
    textPlacesIn(member, place === '' ? name : `${place}.${name}`),
  );
}

/** The request with this text in that place, and without fields that may not stand beside it. */
export function withText(
  schema: Rpc['definition']['request'],
  request: unknown,
  place: string,
  text: string,
): unknown {
  return put(withoutRivals(schema, request, place), stepsOf(place), text);
}

/** Without the fields of which a request may have only one, if `place` is another one of these. */
export function withoutRivals(schema: object, request: unknown, place: string): unknown {
  const choices = choicesIn(schema);
  if (!choices.includes(place)) return request;
  const others = Object.entries(Object(request)).filter(([name]) => !choices.includes(name));
  return Object.fromEntries(others);
}

/** A key can be imported only once. So each request has new hashes, unless it names one. */
function withNewHashes(body: unknown, example: unknown): unknown {
  const { keys } = Object(body);
  if (!Array.isArray(keys)) return body;
  const documented = new Set(Object(example).keys.map(({ hash }: { hash: string }) => hash));
  const renew = (key: { hash: string }) =>
    documented.has(key.hash) ? { ...key, hash: newHash() } : key;
  return { ...Object(body), keys: keys.map(renew) };
}

function newHash(): string {
  return randomBytes(32).toString('hex');
}

function merge(example: unknown, fields: object): unknown {
  return Array.isArray(example)
    ? example.map((item: object) => ({ ...item, ...fields }))
    : Object.assign({}, example, fields);
}
