import { cp, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const API = fileURLToPath(new URL('../../', import.meta.url));

interface AddedMigration {
  readonly name: string;
  readonly kind: 'compatible' | 'breaking';
  readonly statements: readonly string[];
}

/** Makes a copy of the built service that also knows these migrations. Returns its entry. */
export async function newerBuild(added: readonly AddedMigration[]): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'unlatch-test-newer-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  await cp(join(API, 'dist'), join(directory, 'dist'), { recursive: true });
  await cp(join(API, 'package.json'), join(directory, 'package.json'));
  await symlink(join(API, 'node_modules'), join(directory, 'node_modules'));
  const migrations = join(directory, 'dist', 'migrations');
  await rename(join(migrations, 'index.js'), join(migrations, 'index-before.js'));
  await writeFile(join(migrations, 'index.js'), indexWith(added));
  return join(directory, 'dist', 'src', 'main.js');
}

function indexWith(added: readonly AddedMigration[]): string {
  return `import { sql } from 'kysely';
import { MIGRATIONS as BEFORE } from './index-before.js';
const up = (statements) => async (db) => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};
const added = ${JSON.stringify(added)};
export const MIGRATIONS = {
  ...BEFORE,
  ...Object.fromEntries(added.map(({ name, kind, statements }) => [name, { kind, up: up(statements) }])),
};
`;
}
