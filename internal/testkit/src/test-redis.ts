import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { abandonedDirectories, makeTempDirectory } from './temp-directory.js';

/** The programs of the system, from the PATH. */
const SERVER = 'redis-server';
const HOST = '127.0.0.1';
const PREFIX = 'unlatch-test-redis-';
/** What a server writes when it is told to, and loads when it starts. */
const LOADED_FILE = 'dump.rdb';
const SNAPSHOT_FILE = 'snapshot.rdb';
const CLUSTER_NODES = 3;
const SLOTS = 16_384;
/** How soon a replica takes over. A machine that is busy for that long must not cause it. */
const SILENCE_MAX_MS = '3000';
const START_ATTEMPTS_MAX = 5;
const READY_LIMIT_MS = 30_000;
const READY_POLL_MS = 10;

const execute = promisify(execFile);

export interface TestRedis {
  /** The value of REDIS_URL. */
  url: string;
  /** The server, or the three primaries of a cluster. */
  nodes: readonly TestRedisNode[];
  /** Removes all data, on all nodes. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

export interface TestRedisNode {
  host: string;
  port: number;
  /** Runs one command with redis-cli, on a connection of its own, and returns the output. */
  command(...words: readonly string[]): Promise<string>;
  /** SIGKILL. All data is lost. Does nothing if the process has ended already. */
  kill(): Promise<void>;
  /** After `kill`: starts it again, empty, at the same address. Not for nodes of a cluster. */
  restart(): Promise<void>;
  /** Takes a snapshot of its data, which replaces an earlier one. */
  save(): Promise<void>;
  /** SIGKILL, then a start with the data of the snapshot. What has expired since is not loaded. */
  restore(): Promise<void>;
}

interface TestRedisOptions {
  cluster?: boolean;
  /** Gives each primary of the cluster a replica, which takes over when the primary is killed. */
  replicas?: boolean;
}

/**
 * Servers of their own on free ports of the loopback interface. Nothing is written to disk, except
 * by `save`.
 */
export async function startTestRedis({
  cluster = false,
  replicas = false,
}: TestRedisOptions = {}): Promise<TestRedis> {
  await stopAbandoned();
  const count = cluster ? CLUSTER_NODES : 1;
  const started = await Promise.allSettled(
    Array.from({ length: replicas ? count * 2 : count }, () => startNode({ cluster })),
  );
  const all = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const nodes = all.slice(0, count);
  const stop = async () => {
    await Promise.all(all.map((node) => node.remove()));
  };
  try {
    for (const one of started) if (one.status === 'rejected') throw one.reason;
    if (cluster) await joinCluster(all, nodes);
    if (replicas) await replicate(all.slice(count), nodes);
  } catch (error) {
    await stop();
    throw error;
  }
  const addresses = nodes.map(({ host, port }) => `${host}:${port}`);
  return {
    url: `redis://${addresses.join(',')}`,
    nodes,
    async flush() {
      await Promise.all(nodes.map((node) => node.command('flushall')));
    },
    stop,
  };
}

interface OwnNode extends TestRedisNode {
  busPort: number;
  remove(): Promise<void>;
}

/** Another program may take a port before the server starts. */
async function startNode({ cluster }: { cluster: boolean }): Promise<OwnNode> {
  const directory = await makeTempDirectory(`${PREFIX}${process.pid}-`);
  for (let attempt = 1; ; attempt += 1) {
    const [port, busPort] = await findFreePorts();
    const start = () => startServer({ directory, port, ...(cluster && { busPort }) });
    try {
      let server = await start();
      return {
        host: HOST,
        port,
        busPort,
        command: (...words) => runCommand(directory, words),
        kill: () => endServer(server),
        async restart() {
          server = await start();
        },
        async save() {
          await runCommand(directory, ['save']);
          await rename(join(directory, LOADED_FILE), join(directory, SNAPSHOT_FILE));
        },
        async restore() {
          await endServer(server);
          await copyFile(join(directory, SNAPSHOT_FILE), join(directory, LOADED_FILE));
          server = await start();
          await rm(join(directory, LOADED_FILE));
        },
        async remove() {
          await endServer(server);
          await rm(directory, { recursive: true });
        },
      };
    } catch (error) {
      if (attempt < START_ATTEMPTS_MAX) continue;
      await rm(directory, { recursive: true });
      throw error;
    }
  }
}

interface ServerOptions {
  directory: string;
  port: number;
  /** Makes it the node of a cluster. */
  busPort?: number;
}

async function startServer({ directory, port, busPort }: ServerOptions): Promise<ChildProcess> {
  const settings = {
    bind: HOST,
    port: String(port),
    dir: directory,
    unixsocket: socketOf(directory),
    save: '',
    appendonly: 'no',
    ...(busPort !== undefined && { 'cluster-enabled': 'yes', 'cluster-port': String(busPort) }),
  };
  const words = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const server = spawn(SERVER, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const ended = once(server, 'close').then(() => Promise.reject(new Error(output)));
  try {
    await Promise.race([ended, until(() => answers(directory))]);
  } catch (error) {
    await endServer(server);
    throw error;
  }
  // From here on, its end is intended.
  ended.catch(() => {});
  return server;
}

async function endServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
}

/**
 * The work of `redis-cli --cluster create`, which takes seconds and does not support other ports
 * between nodes.
 */
async function joinCluster(
  nodes: readonly OwnNode[],
  primaries: readonly OwnNode[],
): Promise<void> {
  const share = Math.ceil(SLOTS / primaries.length);
  await Promise.all(
    primaries.map(async (node, index) => {
      const first = index * share;
      const last = Math.min(first + share, SLOTS) - 1;
      await node.command('cluster', 'set-config-epoch', String(index + 1));
      await node.command('cluster', 'addslotsrange', String(first), String(last));
    }),
  );
  const [first, ...others] = nodes;
  for (const { host, port, busPort } of others) {
    await first?.command('cluster', 'meet', host, String(port), String(busPort));
  }
  await until(async () => {
    const states = await Promise.all(nodes.map((node) => node.command('cluster', 'info')));
    const isComplete = (state: string) =>
      state.includes('cluster_state:ok') && state.includes(`cluster_known_nodes:${nodes.length}`);
    return states.every(isComplete);
  });
}

async function replicate(
  replicas: readonly OwnNode[],
  primaries: readonly OwnNode[],
): Promise<void> {
  const timeout = ['cluster-node-timeout', SILENCE_MAX_MS];
  await Promise.all(
    [...primaries, ...replicas].map((node) =>
      node.command('config', 'set', ...timeout, 'repl-diskless-sync-delay', '0'),
    ),
  );
  await Promise.all(
    replicas.map(async (replica, index) => {
      const id = await primaries[index]?.command('cluster', 'myid');
      await replica.command('cluster', 'replicate', id?.trim() ?? '');
    }),
  );
  await until(async () => {
    const roles = await Promise.all(replicas.map((node) => node.command('role')));
    const known = await Promise.all(primaries.map((node) => node.command('cluster', 'nodes')));
    // All nodes must know the replicas before one of them is lost.
    return (
      roles.every((role) => role.includes('connected')) &&
      known.every((nodes) => nodes.split(' slave ').length > replicas.length)
    );
  });
}

/** A run that was killed leaves its servers running; their sockets identify them. */
async function stopAbandoned(): Promise<void> {
  for (const directory of await abandonedDirectories(PREFIX)) {
    await runCommand(directory, ['shutdown', 'nosave']).catch(() => {});
    // Another run may be removing the same files at this moment.
    await rm(directory, { recursive: true, force: true }).catch(() => {});
  }
}

async function runCommand(directory: string, words: readonly string[]): Promise<string> {
  const { stdout } = await execute('redis-cli', ['-e', '-s', socketOf(directory), ...words]);
  return stdout;
}

async function answers(directory: string): Promise<boolean> {
  return (await runCommand(directory, ['ping']).catch(() => '')).includes('PONG');
}

function socketOf(directory: string): string {
  return join(directory, 'redis.sock');
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + READY_LIMIT_MS;
  while (!(await isTrue())) {
    if (performance.now() > deadlineMs) throw new Error('Redis did not become ready in time');
    await delay(READY_POLL_MS);
  }
}

/** Both ports are taken at the same time, so that they differ. */
async function findFreePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()] as const;
  const listening = servers.map(async (server) => {
    server.listen(0, HOST);
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port was given');
    return address.port;
  });
  const [port = 0, busPort = 0] = await Promise.all(listening);
  await Promise.all(
    servers.map(async (server) => {
      server.close();
      await once(server, 'close');
    }),
  );
  return [port, busPort];
}
