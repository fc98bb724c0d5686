/*
 * The child process that is the engine. Its parent sends one message to open, and at most one to
 * stop. It answers with messages, and serves ClickHouse's HTTP interface on a socket.
 *
 * OPENING   The files are opened, which locks them. Nothing else is touched before: the process id
 *           and the socket may still be those of another engine.
 *           → SERVING: opened. → the process ends: the files are held, or damaged.
 * SERVING   → DRAINING: by a message.
 * DRAINING  No request is taken. Changes under way end, and queries are ended by their clients.
 *           → the process ends.
 *
 * When the connection to the parent breaks, the process kills itself at once, in every state. That
 * is safe: an insert that was acknowledged is on disk, and one that was not is repeated with its
 * token. It is also necessary: the engine waits for its threads at an orderly exit, and would hold
 * the lock of its files for seconds after its parent's end.
 */

import { once } from 'node:events';
import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:net';
import { setPriority } from 'node:os';
import { type FromChild, isToChild, type OpenOptions } from '../messages.js';
import { createFacade, type Facade } from './facade.js';
import { openStore, StoreError } from './open-store.js';

/** As for `nice`: a third of the share of a process that competes for the same core. */
const BEHIND_THE_SERVICE = 5;
const READER_LIMITS = { seconds: 30, resultBytes: 64 * 1024 * 1024 };
/** What the contract allows to one query. */
const QUERY_MEMORY_MAX_BYTES = 1_000_000_000;

// Each query may use every core. Requests that verify keys go first. Threads inherit it.
setPriority(BEHIND_THE_SERVICE);
process.umask(0o077);
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// A terminal or a service manager may signal the whole group. The parent stops this process in order.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

let facade: Facade | undefined;

process.on('message', (message) => {
  if (!isToChild(message)) return;
  if (message.kind === 'open') void open(message.options);
  else void stop();
});

async function open(options: OpenOptions): Promise<void> {
  const startMs = performance.now();
  try {
    const store = await openStore(options);
    await publishPid(options.pidFile);
    const opened = createFacade(store, {
      readersMax: options.readersMax,
      limits: {
        ...READER_LIMITS,
        memoryBytes: Math.min(QUERY_MEMORY_MAX_BYTES, options.memoryMaxBytes),
      },
      onFailure: ({ code, kind }) =>
        tell({ kind: 'log', event: 'request_failed', detail: `${kind} ${code}` }),
    });
    await listen(opened.server, options.socket);
    facade = opened;
    const { engineVersion } = store;
    tell({ kind: 'ready', engineVersion, openMs: Math.round(performance.now() - startMs) });
    setInterval(() => tellFigures(opened), options.aliveEveryMs).unref();
  } catch (error) {
    const step = error instanceof StoreError ? error.step : 'open';
    const text = error instanceof Error ? error.message : String(error);
    tell({ kind: 'failed', step, text }, () => process.exit(1));
  }
}

/** Complete or absent: a process that is killed here must not leave half of a number. */
async function publishPid(file: string): Promise<void> {
  const unfinished = `${file}-${process.pid}`;
  try {
    await writeFile(unfinished, JSON.stringify({ pid: process.pid, ownerPid: process.ppid }));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** The lock of the files is held, so whatever is at this path was left by an engine that is gone. */
async function listen(server: Server, socket: string): Promise<void> {
  await rm(socket, { force: true });
  server.listen(socket);
  await once(server, 'listening');
  await chmod(socket, 0o600);
}

async function stop(): Promise<void> {
  await facade?.drain();
  process.exit(0);
}

function tellFigures(opened: Facade): void {
  tell({ kind: 'alive', rssBytes: process.memoryUsage.rss(), ...opened.figures() });
}

function tell(message: FromChild, then: () => void = () => {}): void {
  // The parent may end at this moment. Then this process ends by itself.
  process.send?.(message, undefined, undefined, then);
}
