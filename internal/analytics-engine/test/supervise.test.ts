import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { layoutOf } from '../src/layout.js';
import type { EngineWatch } from '../src/supervise/engine-supervisor.js';
import {
  batch,
  count,
  createEvents,
  insert,
  isMissing,
  makeTempDirectory,
  moduleDirectory,
  send,
  start,
  supervise,
  whyMissing,
  withClient,
} from './harness.js';
import { spawnOwner } from './owner-process.js';

/** A process that ended and that its parent has not noticed has no command line. */
function isRunning(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
}

async function waitUntilGone(pid: number): Promise<void> {
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 20_000 });
}

const QUICK: EngineWatch = {
  checkMs: 20,
  aliveEveryMs: 20,
  silenceMaxMs: 30_000,
  changeMaxMs: 60_000,
};

describe.skipIf(isMissing)(`an engine${whyMissing}`, () => {
  test('listens on a socket that only its user may open', async () => {
    const engine = await start();
    const { mode } = await stat(engine.socketPath);
    expect(mode & 0o777).toBe(0o600);
    expect((await stat(engine.directory)).mode & 0o777).toBe(0o700);
    expect(engine.state).toBe('SERVING');
  });

  test('stops in order, and the next one has its rows and its id', async () => {
    const engine = await start();
    await createEvents(engine.socketPath);
    await withClient(engine.socketPath, 'unlatch', (client) => insert(client, batch(0, 9), 'a'));
    const first = await engine.next('ready');
    await Promise.all([engine.stop(), engine.stop()]);
    expect(engine.state).toBe('STOPPED');
    expect(isRunning(first.pid)).toBe(false);

    const again = await start({ directory: engine.directory });
    expect((await again.next('ready')).storeId).toBe(first.storeId);
    await withClient(again.socketPath, 'unlatch', async (client) =>
      expect(await count(client)).toBe(9),
    );
    const names = await readdir(engine.directory);
    expect(names.filter((name) => name.startsWith('config-'))).toHaveLength(1);
  });

  test('comes back after SIGKILL, on the same socket', async () => {
    const engine = await start();
    const { pid } = await engine.next('ready');
    const seen = engine.events.length;
    const killedMs = performance.now();
    process.kill(pid, 'SIGKILL');
    expect(await engine.next('ended', seen)).toMatchObject({ signal: 'SIGKILL', afterMs: 0 });
    await engine.next('ready', seen);
    console.log(`back after ${Math.round(performance.now() - killedMs)} ms`);
    expect((await send(engine.socketPath, { body: 'SELECT 1' })).body.toString()).toBe('1\n');
  });

  test('that gives no sign of life is killed, and started again', async () => {
    const engine = supervise(await makeTempDirectory(), {}, { ...QUICK, silenceMaxMs: 3000 });
    const { pid } = await engine.next('ready');
    process.kill(pid, 'SIGSTOP');
    const seen = engine.events.length;
    expect(await engine.next('stuck', seen)).toMatchObject({ pid, reason: 'silent' });
    await engine.next('ready', seen);
  });

  test('whose change does not end is killed, and started again', async () => {
    const engine = supervise(await makeTempDirectory(), {}, { ...QUICK, changeMaxMs: 500 });
    const { pid } = await engine.next('ready');
    const endless = `INSERT INTO FUNCTION null('a UInt8') SELECT sleepEachRow(1) FROM numbers(600)`;
    const change = send(engine.socketPath, { body: `${endless} SETTINGS max_block_size = 1` });
    const outcome = expect(change).rejects.toThrow();
    expect(await engine.next('stuck')).toMatchObject({ pid, reason: 'change' });
    await outcome;
    await engine.next('ended');
  });

  test('has none of the variables of the service, and none of its arguments', async () => {
    const engine = await start();
    const { pid } = await engine.next('ready');
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8');
    const names = environment.split('\0').map((line) => line.split('=')[0]);
    expect(new Set(names.filter((name) => name !== ''))).toEqual(
      new Set([
        'JE_MALLOC_CONF',
        'LC_ALL',
        'NODE_CHANNEL_FD',
        'NODE_CHANNEL_SERIALIZATION_MODE',
        'TZ',
        'UV_THREADPOOL_SIZE',
      ]),
    );
  });

  test('does not react to the signals of a terminal', async () => {
    const engine = await start();
    const { pid } = await engine.next('ready');
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(pid, signal);
    expect((await send(engine.socketPath, { body: 'SELECT 1' })).status).toBe(200);
  });

  test('serves on a path that is too long for a socket beside its files', async () => {
    const directory = join(await makeTempDirectory(), 'a-long-name-'.repeat(10));
    const engine = await start({ directory });
    onTestFinished(() => rm(dirname(engine.socketPath), { recursive: true, force: true }));
    expect(engine.socketPath.startsWith(directory)).toBe(false);
    expect((await send(engine.socketPath, { body: 'SELECT 1' })).status).toBe(200);
  });
});

describe.skipIf(isMissing)(`an owner${whyMissing}`, () => {
  test('that is killed takes its engine along, and the next one finds all rows', async () => {
    const directory = await makeTempDirectory();
    const owner = spawnOwner(directory, moduleDirectory);
    const { pid, socketPath } = await owner.ready();
    await createEvents(socketPath);
    await withClient(socketPath, 'unlatch', (client) => insert(client, batch(0, 20), 'a'));
    await owner.kill();
    await waitUntilGone(pid);
    const next = await start({ directory });
    await withClient(next.socketPath, 'unlatch', async (client) =>
      expect(await count(client)).toBe(20),
    );
  });

  test('that is killed while its engine cannot react leaves an orphan, which the next one ends', async () => {
    const directory = await makeTempDirectory();
    const owner = spawnOwner(directory, moduleDirectory);
    const { pid } = await owner.ready();
    process.kill(pid, 'SIGSTOP');
    onTestFinished(() => {
      if (isRunning(pid)) process.kill(pid, 'SIGKILL');
    });
    await owner.kill();
    expect(isRunning(pid)).toBe(true);

    const next = await start({ directory });
    expect(await next.next('orphan_ended')).toEqual({ kind: 'orphan_ended', pid });
    expect(isRunning(pid)).toBe(false);
  });

  test('of a directory in use goes without, and leaves the other alone', async () => {
    const first = await start();
    const second = supervise(first.directory);
    const told = await second.next('not_started');
    expect(told).toMatchObject({ reason: 'held' });
    expect(told.message).toContain(`process ${process.pid}`);
    expect(second.state).toBe('WAITING');
    expect((await send(first.socketPath, { body: 'SELECT 1' })).status).toBe(200);
    await second.stop();
    expect((await send(first.socketPath, { body: 'SELECT 1' })).status).toBe(200);
  });

  test('without a trace of the other is stopped by the lock of the files', async () => {
    const first = await start();
    await writeFile(layoutOf(first.directory).pidFile, '');
    const second = supervise(first.directory);
    expect(await second.next('not_started')).toMatchObject({ reason: 'held' });
    await second.stop();
    expect((await send(first.socketPath, { body: 'SELECT 1' })).status).toBe(200);
  });

  test('leaves a foreign process alone whose id is in the file', async () => {
    const directory = await makeTempDirectory();
    const foreign = spawn('/bin/sleep', ['600'], { stdio: 'ignore' });
    onTestFinished(() => void foreign.kill());
    await once(foreign, 'spawn');
    await writeFile(layoutOf(directory).pidFile, `{"pid":${foreign.pid},"ownerPid":1}`);
    await start({ directory });
    expect(foreign).toMatchObject({ exitCode: null, signalCode: null });
  });

  test('stops while its engine starts', async () => {
    const engine = supervise(await makeTempDirectory());
    await vi.waitFor(() => expect(engine.state).toBe('STARTING'), { interval: 1 });
    await engine.stop();
    expect(engine.state).toBe('STOPPED');
  });
});

describe.skipIf(isMissing)(`files${whyMissing}`, () => {
  test('that cannot be opened are moved aside, and the engine starts with empty ones', async () => {
    const directory = await makeTempDirectory();
    const layout = layoutOf(directory);
    await mkdir(join(layout.files, 'metadata'), { recursive: true });
    await writeFile(join(layout.files, 'metadata', 'unlatch.sql'), 'this is no statement');
    const engine = await start({ directory });
    expect(await engine.next('store_moved')).toEqual({ kind: 'store_moved', to: layout.damaged });
    expect((await send(engine.socketPath, { body: 'SELECT 1' })).status).toBe(200);
    expect(await readdir(layout.damaged)).toContain('files');
  });

  test('of a newer engine are refused and not touched', async () => {
    const directory = await makeTempDirectory();
    const { store, mark } = layoutOf(directory);
    await mkdir(store, { recursive: true });
    const text = '{"storeId":"a","engineVersion":"99.0.0"}';
    await writeFile(mark, text);
    const engine = supervise(directory);
    expect(await engine.next('not_started')).toMatchObject({ reason: 'newer_store' });
    await vi.waitFor(() => expect(engine.state).toBe('REFUSED'));
    expect(await readFile(mark, 'utf8')).toBe(text);
    expect(await readdir(store)).toEqual(['mark.json']);
  });
});

describe.skipIf(isMissing)(`an installation${whyMissing}`, () => {
  test('that comes later is picked up', async () => {
    const later = join(await makeTempDirectory(), 'installed');
    const engine = supervise(await makeTempDirectory(), { moduleDirectory: later });
    expect(await engine.next('not_started')).toMatchObject({ reason: 'not_installed' });
    expect(engine.state).toBe('ABSENT');
    await symlink(moduleDirectory, later);
    await engine.next('ready');
  });

  test('that cannot be loaded is told, and loses no files', async () => {
    const directory = await makeTempDirectory();
    const broken = await makeTempDirectory();
    for (const name of await readdir(join(moduleDirectory, 'node_modules'))) {
      const target = join(broken, 'node_modules', name);
      await mkdir(join(broken, 'node_modules'), { recursive: true });
      if (name !== 'chdb') await symlink(join(moduleDirectory, 'node_modules', name), target);
    }
    await mkdir(join(broken, 'node_modules', 'chdb'));
    const manifest = await readFile(join(moduleDirectory, 'node_modules/chdb/package.json'));
    await writeFile(join(broken, 'node_modules/chdb/package.json'), manifest);
    const engine = supervise(directory, { moduleDirectory: broken });
    expect(await engine.next('not_started')).toMatchObject({ reason: 'not_loaded' });
    await vi.waitFor(
      () => expect(engine.events.filter(({ kind }) => kind === 'ended').length).toBeGreaterThan(3),
      { timeout: 20_000 },
    );
    expect(engine.events.map(({ kind }) => kind)).not.toContain('store_moved');
  });
});
