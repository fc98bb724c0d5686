import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WorkerPool } from '../../src/process/cluster/worker-pool.js';

const LIMIT_MS = 10_000;

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'unlatch-test-pool-'));
  cluster.setupPrimary({ exec: fileURLToPath(new URL('fake-worker.mjs', import.meta.url)) });
});
afterEach(async () => {
  cluster.setupPrimary({ cwd: process.cwd() });
  await rm(directory, { recursive: true });
});

const told = () => path.join(directory, 'told');

function newPool(env: Readonly<Record<string, string>> = {}): WorkerPool {
  const paths = { FIRST: path.join(directory, 'first'), TOLD: told() };
  return new WorkerPool({ size: 2, env: { ...paths, ...env }, log: pino({ enabled: false }) });
}

async function firstToListen(): Promise<Worker> {
  const [worker] = await once(cluster, 'listening');
  return worker;
}

it('no worker is told that all listen before all do', async () => {
  const pool = newPool({ SECOND: 'silent' });
  const started = pool.start().catch((error: Error) => error.message);
  const first = await firstToListen();
  await once(cluster, 'online');
  await expect(readFile(told())).rejects.toThrow('ENOENT');
  first.process.kill('SIGKILL');
  expect(await started).toMatch(/before all of them listened/);
  await pool.stop(0);
});

it('every worker is told that all listen, once all do', async () => {
  const pool = newPool();
  await pool.start();
  await vi.waitFor(async () => expect(await readFile(told(), 'utf8')).toBe('ready\nready\n'));
  expect(await pool.stop(LIMIT_MS)).toBe(true);
});

it('a worker that listened and ends while others start fails the start (invariant 3)', async () => {
  const pool = newPool({ SECOND: 'silent' });
  const started = pool.start();
  const first = await firstToListen();
  first.process.kill('SIGKILL');
  await expect(started).rejects.toThrow(
    'A worker was ended by SIGKILL before all of them listened',
  );
  await pool.stop(0);
});

it('the stop does not wait for a worker that the machine could not start', async () => {
  cluster.setupPrimary({ cwd: path.join(directory, 'missing') });
  const pool = newPool();
  const started = pool.start();
  const stopped = pool.stop(LIMIT_MS);
  await expect(started).rejects.toThrow('could not be started');
  expect(await stopped).toBe(true);
});
