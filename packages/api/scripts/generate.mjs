/**
 * Writes src/generated from the service's OpenAPI document. Run it with `pnpm gen`.
 *
 * Arguments, both optional: the document, the directory to write to.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { emitFunctions } from './emit-functions.mjs';
import { emitOperations } from './emit-operations.mjs';
import { emitTypes } from './emit-types.mjs';
import { readOperations } from './read-operations.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const documentPath = process.argv[2] ?? here('../../../apps/api/openapi.json');
const directory = process.argv[3] ?? here('../src/generated');
const header = '// Written by `pnpm gen` from apps/api/openapi.json. Do not edit.\n\n';

const document = JSON.parse(await readFile(documentPath, 'utf8'));
const operations = readOperations(document);
await mkdir(directory, { recursive: true });
await writeFile(`${directory}/types.ts`, header + (await emitTypes(document, operations)));
await writeFile(`${directory}/operations.ts`, header + emitOperations(operations));
await writeFile(`${directory}/functions.ts`, header + emitFunctions(operations));
