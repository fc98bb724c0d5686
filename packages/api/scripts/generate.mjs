/**
 * Writes src/generated from the OpenAPI document, the manifest and the problems of the contract. Run
 * it with `pnpm gen`.
 *
 * Arguments, all optional: the document, the manifest, the directory to write to, the problems.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { emitCodes } from './emit-codes.mjs';
import { emitFunctions } from './emit-functions.mjs';
import { emitOperations } from './emit-operations.mjs';
import { emitTypes } from './emit-types.mjs';
import { readOperations } from './read-operations.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const documentPath = process.argv[2] ?? here('../../../apps/api/openapi.json');
const manifestPath = process.argv[3] ?? here('../../contract/operations.json');
const directory = process.argv[4] ?? here('../src/generated');
const problemsPath = process.argv[5] ?? here('../../contract/problems.json');
const header = '// Written by `pnpm gen` from the contract. Do not edit.\n\n';

const document = JSON.parse(await readFile(documentPath, 'utf8'));
const manifest = JSON.parse(await readFile(manifestPath, 'utf8'));
const operations = readOperations(document, manifest);
const problems = JSON.parse(await readFile(problemsPath, 'utf8'));
await mkdir(directory, { recursive: true });
await writeFile(`${directory}/types.ts`, header + (await emitTypes(document, operations)));
await writeFile(`${directory}/operations.ts`, header + emitOperations(operations));
await writeFile(`${directory}/codes.ts`, header + emitCodes(problems));
await writeFile(`${directory}/functions.ts`, header + emitFunctions(operations));
