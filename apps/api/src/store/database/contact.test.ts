import { startDatabaseProxy } from '@unlatch/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Store, startStore } from '../../../test/store.js';
import { Contact } from './contact.js';
import { openDatabases } from './database.js';
import { isUnavailable } from './failures.js';

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

/** Connections through a proxy. The test says when time passes. */
async function start() {
  let nowMs = 0;
  const contact = new Contact({ nowMs: () => nowMs });
  const proxy = await startDatabaseProxy(store.url);
  const { db } = openDatabases({
    connection: { connectionString: proxy.url },
    poolMax: 8,
    prepare: true,
    contact,
    onConnectionLost: () => undefined,
  });
  onTestFinished(async () => {
    proxy.pass();
    await db.destroy();
    await proxy.close();
  });
  const settled: string[] = [];
  const write = (name: string) =>
    sql`select 1`.execute(db).then(
      () => void settled.push(`${name} answered`),
      (error: unknown) => void settled.push(`${name} ${isUnavailable(error) ? '503' : '500'}`),
    );
  await write('first');
  const pass = (ms: number) => {
    nowMs += ms;
    contact.check();
  };
  return { contact, proxy, settled, write, pass };
}

describe('while the database is silent', () => {
  it('a later statement is refused before an earlier one is given up, and both before their deadlines', async () => {
    const { proxy, settled, write, pass } = await start();
    proxy.stall();
    const early = write('early');
    await new Promise(setImmediate);
    pass(3001);
    await write('later');
    expect(settled).toEqual(['first answered', 'later 503']);
    pass(7000);
    await early;
    expect(settled).toEqual(['first answered', 'later 503', 'early 503']);
  });

  it('one statement a second is sent, and its answer ends the silence', async () => {
    const { proxy, settled, write, pass } = await start();
    proxy.stall();
    const early = write('early');
    await new Promise(setImmediate);
    pass(3001);
    await write('refused');
    pass(1000);
    const probe = write('probe');
    await new Promise(setImmediate);
    await write('refused too');
    proxy.pass();
    await Promise.all([early, probe]);
    await write('last');
    expect(settled.slice(0, 3)).toEqual(['first answered', 'refused 503', 'refused too 503']);
    expect(settled.slice(3).toSorted()).toEqual([
      'early answered',
      'last answered',
      'probe answered',
    ]);
  });
});

describe('is not silent', () => {
  it('a database whose pings are answered, however long a statement waits', async () => {
    const { contact, settled, write, pass } = await start();
    contact.sent(() => settled.push('given up'));
    for (let second = 0; second < 60; second++) {
      pass(1000);
      contact.heard();
    }
    await write('other');
    expect(settled).toEqual(['first answered', 'other answered']);
  });

  it('a database of which nothing was asked', async () => {
    const { settled, write, pass } = await start();
    pass(3_600_000);
    await write('other');
    expect(settled).toEqual(['first answered', 'other answered']);
  });

  it('a database whose answers wait in a process that has paused', async () => {
    let nowMs = 0;
    const contact = new Contact({ nowMs: () => nowMs });
    contact.sent(() => undefined);
    nowMs += 60_000;
    expect(contact.mustRefuse()).toBe(false);
  });
});
