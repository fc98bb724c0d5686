import { execFile } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { RunningService } from '@unlatch/testkit';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { call, newApi, openEmbedded, start } from './harness.js';

const run = promisify(execFile);
const METRICS_TOKEN = 'metrics-token-of-this-test';
const CHUNK = Buffer.alloc(1024 * 1024);

/** Only root may mount a file system. */
const isRoot = process.getuid?.() === 0;

let directory: string;
/** A file system of its own that is small, in memory. */
beforeAll(async () => {
  if (!isRoot) return;
  directory = await mkdtemp(path.join(tmpdir(), 'unlatch-test-disk-'));
  await run('mount', ['-t', 'tmpfs', '-o', 'size=120m,mode=711', 'tmpfs', directory]);
  return async () => {
    await run('umount', [directory]);
    await rm(directory, { recursive: true });
  };
});

const ballast = () => path.join(directory, 'ballast');

async function fillDisk(): Promise<void> {
  const isFull = async () => {
    try {
      await writeFile(ballast(), CHUNK, { flag: 'a' });
      return false;
    } catch {
      return true;
    }
  };
  while (!(await isFull()));
}

async function readiness({ url }: RunningService) {
  const response = await fetch(`${url}/health/ready`);
  const body = (await response.json()) as { readonly checks: unknown };
  return { status: response.status, checks: body.checks };
}

async function metrics({ url }: RunningService): Promise<string> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
  return (await fetch(`${url}/metrics`, { headers })).text();
}

describe.runIf(isRoot)('a built-in PostgreSQL whose disk is full', { timeout: 120_000 }, () => {
  it('refuses changes by the name of the cause, and loses nothing that was answered', async () => {
    const dataDir = path.join(directory, 'data');
    const service = await start({ DATA_DIR: dataDir, METRICS_TOKEN });
    const apiId = await newApi(service);
    const create = () =>
      call(service, 'keys.createKey', { apiId, meta: { text: 'x'.repeat(3000) } });
    const { data: warm } = await create();
    expect((await call(service, 'keys.verifyKey', { key: warm.key })).data.valid).toBe(true);
    expect(await readiness(service)).toMatchObject({ checks: { writes: 'ok' } });

    await fillDisk();
    const keyIds = [warm.keyId];
    let answer = await create();
    for (; answer.status === 200; answer = await create()) keyIds.push(answer.data.keyId);
    expect(answer).toMatchObject({
      status: 503,
      detail: 'The disk of the database is full. Nothing has been changed.',
    });
    // The alert: the log, readiness and the metrics.
    await service.line(/"level":50,.*"event":"database_writes_failing","cause":"disk_full"/);
    expect(await readiness(service)).toEqual({
      status: 200,
      checks: { database: 'ok', writes: 'disk_full' },
    });
    expect(await metrics(service)).toContain(
      'unlatch_database_writes_failing{cause="disk_full"} 1',
    );
    expect((await call(service, 'keys.verifyKey', { key: warm.key })).data.code).toBe('VALID');

    await truncate(ballast(), 0);
    await vi.waitFor(
      async () => {
        const { status, data } = await create();
        if (status === 200) keyIds.push(data.keyId);
        expect(await readiness(service)).toMatchObject({ checks: { writes: 'ok' } });
      },
      { timeout: 60_000, interval: 500 },
    );
    await service.line(/"event":"database_writes_back"/);
    expect(service.stderr().match(/database_writes_failing/g)).toHaveLength(1);

    const session = await openEmbedded(dataDir);
    onTestFinished(() => session.end());
    const { rows } = await session.query('select id from keys');
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(keyIds));
    await session.query('create extension amcheck');
    await session.query(
      `select bt_index_check(c.oid, true) from pg_class c join pg_index i on i.indexrelid = c.oid
       where c.relam = (select oid from pg_am where amname = 'btree') and c.relkind = 'i'`,
    );
  });
});
