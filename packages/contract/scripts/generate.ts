import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { PEOPLE_TAGS, TAGS } from '../src/tags.js';

/**
 * Writes the generated files that are committed: the list of operations, the types of their calls,
 * the manifest, the list of problems, the OpenAPI document of the service, and the page of the
 * rights. It starts no service.
 */
const here = (path: string) => new URL(path, import.meta.url);

await writeFile(here('../src/generated/operations.ts'), emitList());
// Only now, so that it is imported as it was just written.
const { OPERATIONS, PEOPLE_OPERATIONS } = await import('../src/generated/operations.js');
await writeFile(here('../src/generated/calls.ts'), emitCalls());
const { manifestOf } = await import('../src/documents/manifest.js');
const { openApiDocument } = await import('../src/documents/openapi.js');
const { PROBLEMS } = await import('../src/problems/catalogue.js');
await writeFile(
  here('../operations.json'),
  print(manifestOf([...OPERATIONS, ...PEOPLE_OPERATIONS])),
);
await writeFile(here('../problems.json'), print(PROBLEMS));
const document = openApiDocument(OPERATIONS, { version: '2.0.0' });
await writeFile(here('../../../apps/api/openapi.json'), print(document));
const { rightsPage } = await import('../src/documents/rights-page.js');
await writeFile(here('../../../docs/rights.md'), rightsPage(OPERATIONS));

interface Found {
  readonly group: string;
  readonly action: string;
}

/** One file for each operation: groups in the order of their tags, actions by their names. */
function findOperations(tags: object): Found[] {
  return Object.keys(tags).flatMap((group) =>
    readdirSync(here(`../src/operations/${group}/`))
      .filter((file) => !file.endsWith('.test.ts'))
      .map((file) => ({ group, action: file.replace(/\.ts$/, '') }))
      .sort((one, other) => (one.action < other.action ? -1 : 1)),
  );
}

function emitList(): string {
  const operations = findOperations(TAGS);
  const ofPeople = findOperations(PEOPLE_TAGS);
  const imports = [...operations, ...ofPeople].map(
    (found) =>
      `import { ${found.action} as ${nameOf(found)} } from '../operations/${found.group}/${found.action}.js';`,
  );
  const entriesOf = (list: readonly Found[]) => list.map((found) => `  ${nameOf(found)},`);
  return `// Written by \`pnpm gen\` from src/operations. Do not edit.
import type { Operation } from '../operation.js';
${imports.sort().join('\n')}

/** Every operation of the API. */
export const OPERATIONS: readonly Operation[] = [
${entriesOf(operations).join('\n')}
];

/** What only the pages of people call, with the cookie of their session or before there is one. */
export const PEOPLE_OPERATIONS: readonly Operation[] = [
${entriesOf(ofPeople).join('\n')}
];

/** The types of all definitions, for clients that import no values of the contract. */
export interface OperationsByName {
${[...operations, ...ofPeople].map((found) => `  '${found.group}.${found.action}': typeof ${nameOf(found)};`).join('\n')}
}
`;
}

/** Types alone, so a web app that imports them loads nothing of the contract. */
function emitCalls(): string {
  const lists = [...OPERATIONS, ...PEOPLE_OPERATIONS].filter(({ paginated }) => paginated);
  return `// Written by \`pnpm gen\` from src/operations. Do not edit.
import type { Static } from '@sinclair/typebox';
import type { OperationsByName } from './operations.js';

/** The operations that answer a page of items. */
export type ListName =
${lists.map(({ name }) => `  | '${name}'`).join('\n')};

/** What each operation takes and gives, by its name on the wire. For a list, one item of it. */
export type Calls = {
  readonly [Name in keyof OperationsByName]: {
    readonly request: Static<OperationsByName[Name]['request']>;
    readonly data: Static<OperationsByName[Name]['data']>;
  };
};
`;
}

/** Two groups may have actions of one name. */
function nameOf({ group, action }: Found): string {
  return group + action.slice(0, 1).toUpperCase() + action.slice(1);
}

function print(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
