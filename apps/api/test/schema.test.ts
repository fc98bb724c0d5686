import { afterAll, beforeAll, expect, it } from 'vitest';
import { dumpSchema } from './dump-schema.js';
import { type Store, startStore } from './store.js';

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

it('schema.sql is the result of the migrations', async () => {
  await expect(await dumpSchema(store.db)).toMatchFileSnapshot('../schema.sql');
});
