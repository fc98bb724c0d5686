import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Store, startStore } from '../../../test/store.js';

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

it.each([0, 1, Number.MAX_SAFE_INTEGER])(
  'reads the bigint %i as the number that it is',
  async (value) => {
    const { rows } = await sql<{ value: number }>`select ${value}::bigint as value`.execute(
      store.db,
    );
    expect(rows).toEqual([{ value }]);
  },
);

it('parses and plans a statement once per connection, however often it runs', async () => {
  const db = store.open({ poolMax: 1 });
  for (const id of ['a', 'b', 'c']) {
    await db.selectFrom('apis').select('id').where('id', '=', id).execute();
  }
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_prepared_statements where statement like '%"apis"%'`.execute(
    db,
  );
  expect(rows).toEqual([{ count: 1 }]);
});

it('names no more statements once there are 500, so that the memory of the server is not used up', async () => {
  const db = store.open({ poolMax: 1 });
  for (let index = 0; index < 510; index++) {
    const text = `select $1::int + ${index} as sum`;
    const { rows } = await db.executeQuery<{ sum: number }>({
      sql: text,
      parameters: [1],
      query: sql.raw(text).toOperationNode(),
      queryId: { queryId: `${index}` },
    });
    expect(rows).toEqual([{ sum: index + 1 }]);
  }
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_prepared_statements`.execute(db);
  expect(rows).toEqual([{ count: 500 }]);
});

it('replaces an idle connection that breaks, and says so', async () => {
  const db = store.open({ poolMax: 1 });
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(store.db);
  const { rows: next } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  expect(next[0]?.pid).not.toBe(rows[0]?.pid);
});
