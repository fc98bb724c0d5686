import pg from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { call, failedStart, newApi, start } from './harness.js';
import { newerBuild } from './newer-build.js';
import { APART, sameDatabase } from './start-two.js';
import { startUpgradeLoad } from './upgrade-load.js';

/** Columns in tables that every change, every verification and every spend writes to. */
const COMPATIBLE = {
  name: '9001-regions',
  kind: 'compatible',
  statements: [
    `alter table keys add column region text not null default 'eu'`,
    `alter table audit_events add column region text not null default 'eu'`,
    `alter table verifications add column region text not null default 'eu'`,
    `alter table workspaces add column region text`,
    'create index keys_by_region on keys (workspace_id, region)',
  ],
} as const;
const BREAKING = {
  name: '9002-no-names',
  kind: 'breaking',
  statements: ['alter table keys drop column name'],
} as const;

const CREDITS = 1_000_000;
/** How many requests of each kind a process completes between two steps of the upgrade. */
const STEP = 10;

describe('an upgrade with a compatible migration', { timeout: 120_000 }, () => {
  it('rolls under load: no request fails, and every credit is spent once', async () => {
    const older = await start(APART, inject('adminUrl'));
    const database = sameDatabase(older);
    const apiId = await newApi(older);
    const limited = await call(older, 'keys.createKey', { apiId, credits: { remaining: CREDITS } });
    const { key } = limited.data;
    const onOlder = startUpgradeLoad(older, { apiId, key });
    await onOlder.progress(STEP);

    const newer = await start({ ...APART, ...database }, undefined, await newerBuild([COMPATIBLE]));
    await newer.line(/"event":"schema_migrated","migrations":\["9001-regions"\]/);
    const onNewer = startUpgradeLoad(newer, { apiId, key });
    await Promise.all([onOlder.progress(STEP), onNewer.progress(STEP)]);

    await onOlder.stop();
    await older.kill();
    const again = await start({ ...APART, ...database });
    await again.line(/"event":"schema_newer","migrations":\["9001-regions"\]/);
    const onAgain = startUpgradeLoad(again, { apiId, key });
    await Promise.all([onAgain.progress(STEP), onNewer.progress(STEP)]);
    await Promise.all([onAgain.stop(), onNewer.stop()]);

    const loads = [onOlder, onNewer, onAgain];
    expect(loads.flatMap(({ wrong }) => wrong)).toEqual([]);
    const spent = loads.reduce((sum, load) => sum + load.spentCredits(), 0);
    const made = loads.flatMap(({ madeKeys }) => madeKeys);
    const { rows } = await query(
      older.databaseUrl,
      `select count(*)::int as keys, min(credits_remaining)::int as credits from keys
       where region = 'eu'`,
    );
    expect(rows).toEqual([{ keys: made.length + 1, credits: CREDITS - spent }]);
    for (const service of [newer, again]) {
      for (const { madeKeys } of loads) {
        const { data } = await call(service, 'keys.verifyKey', { key: madeKeys.at(-1) });
        expect(data.code).toBe('VALID');
      }
    }
  });
});

describe('an upgrade with a breaking migration', { timeout: 120_000 }, () => {
  it('waits until no older process runs, and then lets no older one start', async () => {
    const older = await start(APART, inject('adminUrl'));
    const database = { ...APART, ...sameDatabase(older) };
    const build = await newerBuild([COMPATIBLE, BREAKING]);
    expect(await failedStart(database, build)).toMatch(
      /^\nUnlatch did not start\. This version changes the database in a way that older versions cannot work with \(9002-no-names\), and another process works on it\. Nothing has been changed\./,
    );
    const apiId = await newApi(older);
    expect((await call(older, 'keys.createKey', { apiId })).status).toBe(200);
    await older.kill();

    const newer = await start(database, undefined, build);
    expect(await failedStart(database)).toMatch(
      /^\nUnlatch did not start\. A newer version of Unlatch has changed the database in a way that this version cannot work with \(9002-no-names\)\. Start that version or a later one\./,
    );
    await newer.line(/"event":"schema_migrated","migrations":\["9001-regions","9002-no-names"\]/);
    const { rows } = await query(
      older.databaseUrl,
      `select name, kind from unlatch_migrations where name > '9' order by name`,
    );
    expect(rows).toEqual([
      { name: '9001-regions', kind: 'compatible' },
      { name: '9002-no-names', kind: 'breaking' },
    ]);
  });
});

async function query(connectionString: string | undefined, text: string) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  onTestFinished(() => client.end());
  return client.query(text);
}
