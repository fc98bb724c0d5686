import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const script = fileURLToPath(new URL('../scripts/generate.mjs', import.meta.url));

const object = (properties: object, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
});
const string = { type: 'string' };
const content = (schema: object) => ({ content: { 'application/json': { schema } } });

function operation(operationId: string, request: object, data: object, more: object = {}) {
  const pagination = operationId.includes('.list') ? { pagination: string } : {};
  const answer = object({ meta: string, data, ...pagination }, ['meta', 'data']);
  return {
    operationId,
    summary: `About ${operationId}`,
    description: 'In other words.',
    security: [{ rootKey: [] }],
    requestBody: content(request),
    responses: { 200: content(answer) },
    ...more,
  };
}

const document = {
  openapi: '3.1.0',
  info: { title: 'Test', version: '1' },
  paths: {
    '/v2/liveness': { get: { operationId: 'liveness' } },
    '/v2/locks.listLocks': {
      post: operation('locks.listLocks', object({ cursor: string }), {
        type: 'array',
        items: { $ref: '#/components/schemas/Lock' },
      }),
    },
    '/v2/locks.createLock': {
      post: operation(
        'locks.createLock',
        object({ name: string, note: { ...string, default: 'none' } }, ['name']),
        { $ref: '#/components/schemas/Lock' },
      ),
    },
    '/v2/locks.getLock': { post: operation('locks.getLock', object({}), object({ id: string })) },
    '/v2/keys.verifyKey': {
      post: operation('keys.verifyKey', object({ key: string }), object({ valid: string })),
    },
    '/v2/portal.listKeys': {
      post: operation('portal.listKeys', object({}), object({}), { security: [{ session: [] }] }),
    },
  },
  components: {
    schemas: { Lock: { ...object({ id: string }, ['id']), description: 'Keeps a door shut.' } },
    securitySchemes: {
      rootKey: { type: 'http', scheme: 'bearer' },
      session: { type: 'apiKey', in: 'cookie', name: 'session' },
    },
  },
};

/** As the contract says it of the operations above. */
const manifest = [
  entry('locks.listLocks', { kind: 'read', paginated: true }),
  entry('locks.createLock', { kind: 'change', idempotent: true }),
  entry('locks.getLock', { kind: 'read' }),
  entry('keys.verifyKey', { kind: 'check' }),
  entry('portal.listKeys', { kind: 'read', auth: ['portalUser'] }),
];

function entry(name: string, more: object) {
  const about = { summary: `About ${name}`, description: 'In other words.' };
  const facts = { auth: ['rootKey'], paginated: false, idempotent: false, example: {} };
  return { name, ...facts, ...about, ...more };
}

const problems = {
  'unkey/data/lock_not_found': { status: 404, title: 'Not Found', meaning: 'No such lock.' },
};

async function generate(
  source: object,
  entries: readonly object[] = manifest,
): Promise<Record<'types' | 'operations' | 'functions' | 'codes', string>> {
  const directory = await mkdtemp(join(tmpdir(), 'generate-'));
  try {
    const path = join(directory, 'openapi.json');
    await writeFile(path, JSON.stringify(source));
    const manifestPath = join(directory, 'operations.json');
    await writeFile(manifestPath, JSON.stringify(entries));
    const problemsPath = join(directory, 'problems.json');
    await writeFile(problemsPath, JSON.stringify(problems));
    const paths = [path, manifestPath, directory, problemsPath];
    await promisify(execFile)(process.execPath, [script, ...paths]);
    return {
      types: await readFile(join(directory, 'types.ts'), 'utf8'),
      operations: await readFile(join(directory, 'operations.ts'), 'utf8'),
      functions: await readFile(join(directory, 'functions.ts'), 'utf8'),
      codes: await readFile(join(directory, 'codes.ts'), 'utf8'),
    };
  } finally {
    await rm(directory, { recursive: true });
  }
}

const generated = await generate(document);

describe('the generated files', () => {
  test('list every operation that takes a root key, with its properties', () => {
    const [, table] = generated.operations.split('export const operations = ');
    expect(table).toMatchInlineSnapshot(`
      "{
        keys: {
          verifyKey: { kind: 'check' },
        },
        locks: {
          createLock: { kind: 'write', deduplicated: true },
          getLock: { kind: 'read' },
          listLocks: { kind: 'read', paginated: true },
        },
      } as const satisfies Record<string, Record<string, OperationTraits>>;
      "
    `);
  });

  test('name the types, let a field with a default out and accept undefined for it', () => {
    expect(generated.types).toMatchInlineSnapshot(`
      "// Written by \`pnpm gen\` from the contract. Do not edit.

      /** Keeps a door shut. */
      export type Lock = {
        id: string;
      };

      /** What \`keys.verifyKey\` takes. */
      export type V2KeysVerifyKeyRequestBody = {
        key?: string | undefined;
      };

      /** The answer of \`keys.verifyKey\`. */
      export type V2KeysVerifyKeyResponseBody = {
        meta: string;
        data: V2KeysVerifyKeyResponseData;
      };

      /** The data of the answer of \`keys.verifyKey\`. */
      export type V2KeysVerifyKeyResponseData = {
        valid?: string | undefined;
      };

      /** What \`locks.createLock\` takes. */
      export type V2LocksCreateLockRequestBody = {
        name: string;
        /** @default none */
        note?: string | undefined;
      };

      /** The answer of \`locks.createLock\`. */
      export type V2LocksCreateLockResponseBody = {
        meta: string;
        data: Lock;
      };

      /** The data of the answer of \`locks.createLock\`. */
      export type V2LocksCreateLockResponseData = Lock;

      /** What \`locks.getLock\` takes. */
      export type V2LocksGetLockRequestBody = Record<string, never>;

      /** The answer of \`locks.getLock\`. */
      export type V2LocksGetLockResponseBody = {
        meta: string;
        data: V2LocksGetLockResponseData;
      };

      /** The data of the answer of \`locks.getLock\`. */
      export type V2LocksGetLockResponseData = {
        id?: string | undefined;
      };

      /** What \`locks.listLocks\` takes. */
      export type V2LocksListLocksRequestBody = {
        cursor?: string | undefined;
      };

      /** The answer of \`locks.listLocks\`. */
      export type V2LocksListLocksResponseBody = {
        meta: string;
        data: Lock[];
        pagination?: string | undefined;
      };
      "
    `);
  });

  test('have a function for each operation that bundlers can leave out', () => {
    const [, ...functions] = generated.functions.split('/**\n');
    expect(functions).toHaveLength(4);
    expect(functions[1]).toMatchInlineSnapshot(`
      " * About locks.createLock. The same as the method \`unkey.locks.createLock\`, but it never rejects.
       *
       * @param core The client.
       * @param request What \`locks.createLock\` takes.
       * @param options Options of this call, such as a time limit.
       * @returns \`{ ok: true, value }\` with the answer, or \`{ ok: false, error }\`.
       * @example
       * const result = await locksCreateLock(core, {});
       * if (!result.ok) console.log(result.error.code);
       */
      export const locksCreateLock = /* @__PURE__ */ standalone<'locks', 'createLock'>({ name: 'locks.createLock', kind: 'write', deduplicated: true });

      "
    `);
  });

  test('name each problem by the end of its address', () => {
    expect(generated.codes).toMatchInlineSnapshot(`
      "// Written by \`pnpm gen\` from the contract. Do not edit.

      /** Every problem that the service can answer, with its HTTP status. */
      export interface Problems {
        /** 404: No such lock. */
        'data/lock_not_found': 404;
      }
      "
    `);
  });

  test('do not depend on the order of the document', async () => {
    const reversed = {
      ...document,
      paths: Object.fromEntries(Object.entries(document.paths).reverse()),
    };
    expect(await generate(reversed, manifest.toReversed())).toEqual(generated);
  });
});
