import { readdirSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import {
  OPERATIONS,
  openApiDocument,
  PEOPLE_OPERATIONS,
  PEOPLE_TAGS,
  problemsAtUi,
  problemsOf,
  TAGS,
} from '../src/index.js';
import type { Operation, Requires } from '../src/operation.js';
import { PROBLEMS } from '../src/problems/catalogue.js';
import { ACTIONS } from '../src/rights/actions.js';
import { idsOf, type Right } from '../src/rights/right.js';
import { URN_PATHS } from '../src/rights/urn-paths.js';

const ajv = new Ajv({ strict: false });
addFormats.default(ajv);

function fieldsOf(schema: Operation['request']): string[] {
  return Object.keys(schema['properties'] ?? {});
}

function tuplesOf(right: Right): string[] {
  if (right.kind === 'tuple') return [right.text];
  if (right.kind === 'each') return tuplesOf(right.right);
  return right.kind === 'urn' ? [] : right.rights.flatMap(tuplesOf);
}

function urnsOf(right: Right): string[] {
  if (right.kind === 'urn') return [`${right.path}#${right.action}`];
  if (right.kind === 'each') return urnsOf(right.right);
  return right.kind === 'tuple' ? [] : right.rights.flatMap(urnsOf);
}

/**
 * The right of an operation and those that it asks for in some cases, each with the ids that it
 * finds.
 */
function rightsOf({ right, found, also = {} }: Requires) {
  return [{ right, found }, ...Object.values(also)];
}

const EVERYTHING = [...OPERATIONS, ...PEOPLE_OPERATIONS];

describe.each(EVERYTHING.map((operation) => [operation.name, operation] as const))(
  '%s',
  (_name, operation) => {
    const { requires, request, data, problems, paginated, secrets } = operation;

    it('has an example that is a request as it stands', () => {
      expect(ajv.validate(request, operation.example), ajv.errorsText()).toBe(true);
    });

    it('names in its rights only ids of the request, or says that it finds them', () => {
      for (const { right, found } of rightsOf(requires)) {
        const ids = idsOf(right);
        if (found === undefined) expect(fieldsOf(request)).toEqual(expect.arrayContaining(ids));
        else expect([...found].sort()).toEqual(ids.sort());
      }
    });

    it('asks for actions that can be granted', () => {
      for (const tuple of rightsOf(requires).flatMap(({ right }) => tuplesOf(right))) {
        const [type = '', , action] = tuple.split('.');
        expect(ACTIONS).toHaveProperty(type, expect.arrayContaining([action]));
      }
    });

    it('documents its answer to a caller without the right', () => {
      const { hides } = requires;
      if (hides === undefined || hides === 'NOT_FOUND') return;
      expect(problems).toContain(hides);
      expect(PROBLEMS[hides].status).toBe(404);
    });

    it('takes limit and cursor if and only if it is a list', () => {
      expect(fieldsOf(request).includes('cursor')).toBe(paginated);
      expect(fieldsOf(request).includes('limit') && operation.kind === 'read').toBe(paginated);
    });

    it('has the secret fields that it names', () => {
      expect(fieldsOf(request)).toEqual(expect.arrayContaining([...(secrets.request ?? [])]));
      expect(fieldsOf(data)).toEqual(expect.arrayContaining([...(secrets.data ?? [])]));
    });

    it('names no problem twice, and none that every operation has', () => {
      for (const all of [problemsOf(operation), problemsAtUi(operation)]) {
        expect(new Set(all).size).toBe(all.length);
      }
    });

    it('asks for a confirmation always, or by a field of the request that is a yes or no', () => {
      const { stepUp } = operation;
      if (typeof stepUp !== 'string') return;
      expect(request['properties'][stepUp]).toMatchObject({ type: 'boolean' });
    });

    it('is hot if and only if it is a check, and is destructive only if it is a change', () => {
      const isCheck = operation.kind === 'check' || operation.kind === 'spend';
      expect(operation.hot).toBe(isCheck);
      if (operation.destructive) expect(operation.kind).toBe('change');
    });
  },
);

describe('the document', () => {
  it('describes each of its shapes', () => {
    const { schemas } = openApiDocument(OPERATIONS, { version: '0' }).components;
    const undescribed = Object.entries(schemas)
      .filter(([, schema]) => !Reflect.has(Object(schema), 'description'))
      .map(([name]) => name);
    expect(undescribed).toEqual([]);
  });
});

describe('the list of operations', () => {
  const folder = new URL('../src/operations/', import.meta.url);

  it('has each file of the folders, and nothing else', () => {
    const found = readdirSync(folder).flatMap((group) =>
      readdirSync(new URL(`${group}/`, folder)).map((file) => `${group}.${file.slice(0, -3)}`),
    );
    expect(EVERYTHING.map(({ name }) => name).sort()).toEqual(found.sort());
  });

  it('refuses unknown fields, except for two operations that the reference leaves open', () => {
    const open = OPERATIONS.filter(({ request }) => request['additionalProperties'] === true);
    expect(open.map(({ name }) => name)).toEqual(['keys.rerollKey', 'identities.createIdentity']);
  });

  it('asks for exactly the URNs that can be granted', () => {
    const asked = OPERATIONS.flatMap(({ requires }) => rightsOf(requires)).flatMap(({ right }) =>
      urnsOf(right),
    );
    const granted = Object.entries(URN_PATHS).flatMap(([path, actions]) =>
      actions.map((action) => `${path}#${action}`),
    );
    expect([...new Set(asked)].sort()).toEqual(granted.sort());
  });

  it('has apart from the others those that take no root key', () => {
    const takesRootKey = ({ auth }: Operation) => auth.includes('rootKey');
    expect(OPERATIONS.filter((operation) => !takesRootKey(operation))).toEqual([]);
    expect(PEOPLE_OPERATIONS.filter(takesRootKey)).toEqual([]);
  });

  it('has a tag for each group, and no other', () => {
    expect(Object.keys({ ...TAGS, ...PEOPLE_TAGS }).sort()).toEqual(readdirSync(folder).sort());
  });
});
