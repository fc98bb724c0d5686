import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunningService, startTestRedis, type TestRedis } from '@unlatch/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { SecretScanner } from '../secrets/secret-scanner.js';
import { type SeededSecrets, seedSecrets } from '../secrets/seeded-secrets.js';
import { freshDataDir, openEmbedded, postgresPid, start } from './harness.js';

const METRICS_TOKEN = 'metrics-token-of-the-secrets-test';
const CANARY = 'Canary of secrets';
const LIMIT_MS = 600_000;

it(
  'a thousand keys of all kinds are nowhere in the clear once they have been answered',
  async () => {
    const redis = await startTestRedis();
    onTestFinished(() => redis.stop());
    const dataDir = await freshDataDir();
    const snapshots = await mkdtemp(path.join(tmpdir(), 'unlatch-test-snapshots-'));
    onTestFinished(() => rm(snapshots, { recursive: true }));
    const service = await start({
      DATA_DIR: dataDir,
      LOG_LEVEL: 'trace',
      METRICS_TOKEN,
      API_REQUEST_LOG: 'all',
      API_REQUEST_LOG_CONTENTS: 'true',
      MASTER_KEYS: `only:${randomBytes(32).toString('base64')}`,
      REDIS_URL: redis.url,
      NODE_OPTIONS: `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${snapshots}`,
    });
    const seeded = await seedSecrets(service);
    expect(seeded.secrets.length).toBeGreaterThanOrEqual(1000);
    // Prefixes and the first characters are shown on purpose. The random part must not be.
    const scanner = new SecretScanner(seeded.secrets.map((key) => key.split('_').at(-1) ?? key));

    const texts = await textsOf(service, seeded, dataDir);
    for (const [place, { text, proof }] of Object.entries(texts)) {
      expect(text, place).toMatch(proof);
      expect(scanner.findIn(text), place).toEqual([]);
    }
    const snapshot = await takeHeapSnapshot(service, snapshots);
    expect(await readFile(snapshot, 'utf8')).toContain(dataDir);
    expect(scanner.findInFile(snapshot), 'heap snapshot').toEqual([]);

    const dump = await saveRedis(redis);
    expect((await readFile(dump)).length).toBeGreaterThan(seeded.secrets.length);
    expect(scanner.findInFile(dump), 'Redis dump').toEqual([]);

    await spillEvents(service, seeded, dataDir);
    // Data files, write-ahead log, the log of PostgreSQL, and the events that went to disk.
    const files = await readdir(dataDir, { recursive: true });
    for (const part of ['pg_wal/0', 'server.log', 'base/']) {
      expect(
        files.some((file) => file.includes(part)),
        part,
      ).toBe(true);
    }
    const canary = new SecretScanner([CANARY]).findInFolder(dataDir).hits.join();
    expect(canary).toContain('pg_wal');
    expect(canary).toContain('base/');
    expect(files.filter((file) => file.includes('events')).length).toBeGreaterThan(0);
    const { hits, bytes } = scanner.findInFolder(dataDir);
    expect(hits).toEqual([]);
    process.stdout.write(
      `${seeded.secrets.length} secrets, ${Math.round(bytes / 1e6)} MB of files\n`,
    );
  },
  LIMIT_MS,
);

/** Each with a text that proves that the place was looked at. */
async function textsOf(service: RunningService, seeded: SeededSecrets, dataDir: string) {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
  const metrics = await (await fetch(`${service.url}/metrics`, { headers })).text();
  return {
    log: { text: service.output(), proof: /request_failed/ },
    metrics: { text: metrics, proof: /unlatch_/ },
    refusals: { text: seeded.refusals.join('\n'), proof: /"status":400/ },
    'audit log': { text: seeded.auditLog, proof: /key\.create/ },
    database: { text: await dumpEmbedded(dataDir), proof: new RegExp(CANARY) },
  };
}

/** All rows of all tables. A checkpoint brings them to the data files, too. */
async function dumpEmbedded(dataDir: string): Promise<string> {
  const session = await openEmbedded(dataDir);
  const { rows: tables } = await session.query<{ name: string }>(
    `select relname as name from pg_stat_user_tables where schemaname = 'public'`,
  );
  const dumps: string[] = [];
  for (const { name } of tables) {
    const { rows } = await session.query<{ row: string }>(
      `select dumped::text as row from "${name}" as dumped`,
    );
    dumps.push(...rows.map(({ row }) => row));
  }
  await session.query('checkpoint');
  await session.end();
  return dumps.join('\n');
}

/**
 * Node collects garbage, then writes everything that is still reachable. No request is under way,
 * and the process has answered others since the last one with a secret.
 */
async function takeHeapSnapshot({ url, pid }: RunningService, folder: string): Promise<string> {
  for (let count = 0; count < 20; count += 1) await (await fetch(`${url}/v2/liveness`)).text();
  process.kill(pid, 'SIGUSR2');
  let file: string | undefined;
  // The process writes the file in one go, and answers only afterwards.
  while (file === undefined) {
    await (await fetch(`${url}/v2/liveness`)).text();
    [file] = await readdir(folder);
  }
  await (await fetch(`${url}/v2/liveness`)).text();
  return path.join(folder, file);
}

async function saveRedis({ nodes: [node] }: TestRedis): Promise<string> {
  if (node === undefined) throw new Error('there is no Redis');
  await node.command('config', 'set', 'rdbcompression', 'no');
  await node.command('save');
  const [, folder = ''] = (await node.command('config', 'get', 'dir')).trim().split('\n');
  return path.join(folder, 'dump.rdb');
}

/** Without its PostgreSQL the service stops, and leaves on disk what it could not write. */
async function spillEvents(service: RunningService, seeded: SeededSecrets, dataDir: string) {
  await seeded.verifyAll();
  process.kill(await postgresPid(dataDir), 'SIGKILL');
  await service.line(/"event":"events_left","spilled":[1-9]/);
  // Its exit code says that it did not stop by itself.
  await service.kill();
}
