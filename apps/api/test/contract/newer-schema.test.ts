import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import { dumpRows } from '../master-key.js';
import { seedIds } from './ids.js';
import { EVERY_OPERATION } from './operations.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ DATABASE_POOL_MAX: '2' });
});
afterAll(() => harness.stop());

const DELETIONS = EVERY_OPERATION.filter(({ name }) => name.includes('.delete'));
/** After these, other requests no longer find a thing by its name. */
const RENAMES = EVERY_OPERATION.filter(({ name }) => name.startsWith('permissions.update'));
const OTHERS = EVERY_OPERATION.filter(
  (operation) =>
    !operation.needsEngine && !DELETIONS.includes(operation) && !RENAMES.includes(operation),
);
/** The API is deleted after its keys. */
const DELETIONS_IN_ORDER = DELETIONS.toSorted((a, b) => isOfApi(a.name) - isOfApi(b.name));

function isOfApi(name: string): number {
  return Number(name === 'apis.deleteApi');
}

/** Calls every operation once and returns its response. */
async function callEveryOperation() {
  const answers: Record<string, unknown> = {};
  for (const operations of [[...OTHERS, ...RENAMES], DELETIONS_IN_ORDER]) {
    const workspace = await harness.newWorkspace();
    const ids = await seedIds(workspace);
    for (const { name, request } of operations) {
      const { status, body } = await workspace.call(name, request(ids));
      answers[name] = status === 200 ? status : body;
    }
  }
  return answers;
}

async function addColumnToEveryTable(): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relkind in ('r', 'p') and not relispartition
      and relnamespace = 'public'::regnamespace`.execute(harness.deps.db);
  for (const { name } of rows) {
    await sql`alter table ${sql.table(name)}
      add column from_a_newer_version integer not null default 7`.execute(harness.deps.db);
  }
}

it('every operation goes on, with its prepared statements, when every table gets a column', async () => {
  const before = await callEveryOperation();
  expect(new Set(Object.values(before))).toEqual(new Set([200]));
  await addColumnToEveryTable();
  expect(await callEveryOperation()).toEqual(before);
  expect(await dumpRows(harness.deps.db)).toMatch(/,7\)$/m);
}, 60_000);
