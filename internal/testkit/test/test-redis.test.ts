import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished, test, vi } from 'vitest';
import { startProcess } from '../src/service-process.js';
import { startTestRedis, type TestRedis } from '../src/test-redis.js';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'testkit-'));
  await chmod(directory, 0o755);
  // A directory of its own, where no other test run cleans up.
  process.env['TMPDIR'] = directory;
});

afterAll(() => rm(directory, { recursive: true }));

async function start(options?: { cluster: boolean; replicas?: boolean }): Promise<TestRedis> {
  const redis = await startTestRedis(options);
  onTestFinished(() => redis.stop());
  return redis;
}

test('a server stores, flushes on command, and restarts empty at its address', async () => {
  const redis = await start();
  const [node] = redis.nodes;
  assert.ok(node);
  assert.equal(redis.url, `redis://${node.host}:${node.port}`);
  await node.command('set', 'name', 'value');
  assert.equal(await node.command('get', 'name'), 'value\n');
  await redis.flush();
  assert.equal(await node.command('dbsize'), '0\n');

  await node.command('set', 'name', 'value');
  await node.kill();
  await assert.rejects(node.command('ping'));
  await node.restart();
  assert.equal(await node.command('dbsize'), '0\n');
  assert.equal(await node.command('config', 'get', 'port'), `port\n${node.port}\n`);
});

test('a server goes back to its snapshot, without what has expired since', async () => {
  const [node] = (await start()).nodes;
  assert.ok(node);
  await node.command('set', 'count', '3');
  await node.command('set', 'short', '1', 'px', '50');
  await node.save();
  await node.command('set', 'count', '9');
  await vi.waitFor(async () => assert.equal(await node.command('exists', 'short'), '0\n'));
  await node.restore();
  assert.equal(await node.command('get', 'count'), '3\n');
  assert.equal(await node.command('dbsize'), '1\n');
  await node.kill();
  await node.restart();
  assert.equal(await node.command('dbsize'), '0\n');
});

test('a cluster has three nodes that share all slots', async () => {
  const redis = await start({ cluster: true });
  assert.equal(redis.nodes.length, 3);
  for (const node of redis.nodes) {
    const state = await node.command('cluster', 'info');
    assert.match(state, /cluster_state:ok/);
    assert.match(state, /cluster_slots_ok:16384/);
    assert.match(state, /cluster_size:3/);
  }
});

test('a replica takes over when its primary is killed', { timeout: 60_000 }, async () => {
  const redis = await start({ cluster: true, replicas: true });
  const [first, second] = redis.nodes;
  assert.ok(first && second);
  await first.kill();
  await vi.waitFor(async () => {
    const nodes = await second.command('cluster', 'nodes');
    assert.match(nodes, new RegExp(`:${first.port}@.* master,fail `));
    assert.match(await second.command('cluster', 'info'), /cluster_state:ok/);
  }, 30_000);
});

test('the servers of a killed run are removed by the next run', async () => {
  const entry = join(directory, 'owner.mjs');
  await writeFile(
    entry,
    `import { startTestRedis } from '${new URL('../dist/index.js', import.meta.url).href}';
    const { url } = await startTestRedis();
    console.log(JSON.stringify({ event: 'listening', url }));
    setInterval(() => {}, 1000);`,
  );
  const owner = await startProcess(entry, { PATH: process.env['PATH'], TMPDIR: directory });
  const names = await readdir(directory);
  const abandoned = names.find((name) => name.includes(`-${owner.pid}-`));
  await owner.kill();
  await start();
  await assert.rejects(stat(join(directory, abandoned ?? 'missing')), { code: 'ENOENT' });
});
