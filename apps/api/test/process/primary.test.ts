import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  call,
  failedStart,
  freshDataDir,
  isAlive,
  isPostgresLeft,
  newApi,
  openEmbedded,
  start,
  TWO_WORKERS,
  workerPids,
} from './harness.js';

describe('a primary that is killed', { timeout: 60_000 }, () => {
  it('leaves no worker behind, and the workers finish what they had accepted', async () => {
    const dataDir = await freshDataDir();
    const service = await start({ ...TWO_WORKERS, DATA_DIR: dataDir });
    const apiId = await newApi(service);
    const holder = await openEmbedded(dataDir);
    await holder.query('begin');
    await holder.query('select from apis where id = $1 for update', [apiId]);
    const held = call(service, 'keys.createKey', { apiId });
    await vi.waitFor(async () => {
      const { rowCount } = await holder.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(rowCount).toBe(1);
    });
    const killed = service.kill();
    await service.line(/"event":"stopping","reason":"the primary is gone"/);
    await holder.query('commit');
    expect((await held).status).toBe(200);
    await holder.end();
    // The workers hold the other end of its output, so this waits for them to end as well.
    await killed;

    const { rootKey } = service;
    const next = await start({ ...TWO_WORKERS, DATA_DIR: dataDir, UNLATCH_ROOT_KEY: rootKey });
    expect(next.stderr()).toContain('"event":"database_ready","adopted":true');
    expect((await call(next, 'apis.getApi', { apiId })).status).toBe(200);
    await next.stop();
    expect(await isPostgresLeft(dataDir)).toBe(false);
  });
});

/** Each start waits for it: see migrate.ts. */
const MIGRATION_LOCK = '3853314791062309107';

/** Other sessions may wait for other locks. */
const WAITING_TO_MIGRATE = `select from pg_locks
  where locktype = 'advisory' and not granted
    and (classid::bigint << 32 | objid::bigint) = $1::bigint`;

/** Those that run the service, without PostgreSQL. Only Linux tells. */
async function childrenOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  const isWorker = async (child: number) =>
    (await readFile(`/proc/${child}/cmdline`, 'utf8')).includes('main.js');
  const pids = children.trim().split(' ').map(Number);
  const areWorkers = await Promise.all(pids.map(isWorker));
  return pids.filter((_, index) => areWorkers[index]);
}

describe.runIf(process.platform === 'linux')(
  'a primary that is killed while a worker starts',
  () => {
    it('leaves no worker behind, although that one cannot get the port any more', async () => {
      const dataDir = await freshDataDir();
      const service = await start({ ...TWO_WORKERS, DATA_DIR: dataDir });
      const holder = await openEmbedded(dataDir);
      await holder.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
      const [victim = 0] = workerPids(service);
      process.kill(victim, 'SIGKILL');
      const workers = await vi.waitFor(async () => {
        const { rowCount } = await holder.query(WAITING_TO_MIGRATE, [MIGRATION_LOCK]);
        expect(rowCount).toBe(1);
        const children = await childrenOf(service.pid);
        expect(children).toHaveLength(2);
        return children;
      }, PATIENCE);
      const killed = service.kill();
      await vi.waitFor(() => expect(isAlive(service.pid)).toBe(false));
      await holder.end();
      await vi.waitFor(() => expect(workers.filter(isAlive)).toEqual([]), PATIENCE);
      await killed;
    }, 60_000);
  },
);

const PATIENCE = { timeout: 30_000, interval: 20 };

describe('a service with workers that cannot start', { timeout: 60_000 }, () => {
  it('says once why a worker cannot, and leaves nothing behind', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await once(taken, 'listening');
    const address = taken.address();
    if (address === null || typeof address === 'string') throw new Error('a port was expected');
    const dataDir = await freshDataDir();
    const env = { ...TWO_WORKERS, DATA_DIR: dataDir, PORT: String(address.port) };
    const output = await failedStart({ ...env, UNLATCH_ROOT_KEY: '' });
    expect(output).toMatch(/This start has made your root key.*\n\n {2}unkey_\w+\n/);
    expect(output.match(/A worker did not start\. Another program listens on this/g)).toHaveLength(
      1,
    );
    expect(output).toMatch(
      /\nUnlatch did not start\. A worker exited with code 1 before all of them listened; [^\n]+\.$/,
    );
    expect(await isPostgresLeft(dataDir)).toBe(false);
  });

  it('does not start several that would count separately, unless that is allowed', async () => {
    expect(await failedStart({ WORKERS: '2' })).toMatch(
      /^\nUnlatch did not start\. The configuration is not valid:\n {2}- WORKERS is more than 1 without REDIS_URL: [^\n]*ALLOW_LOCAL_COUNTERS=true[^\n]*$/,
    );
  });
});
