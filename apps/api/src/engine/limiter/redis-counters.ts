import { createHash } from 'node:crypto';
import { Cluster, type CommonRedisOptions, Redis } from 'iovalkey';
import type { Counts, KeyedCell } from './counter-cells.js';
import type { LimitCall } from './limit-call.js';
import type { RedisAddress } from './redis-address.js';
import { RedisCommandError } from './redis-failures.js';
import { ScriptWords, TAKE_SCRIPT } from './take-script.js';

const SCRIPT_ID = createHash('sha1').update(TAKE_SCRIPT).digest('hex');
const PROBE_KEY = 'unlatch:{probe}';
/** So long after the window of the probe that Redis keeps nothing of it. */
const PROBED_AT_MS = 1000;
const CONNECT_TIMEOUT_MS = 2000;
/** A connection that owes an answer and is silent for this long is taken for dead. */
const SILENCE_MAX_MS = 1000;
const RECONNECT_STEP_MS = 100;
const RECONNECT_MAX_MS = 2000;
const REDIRECTIONS_MAX = 3;

/**
 * The counters in Redis: one key for each counter and window. The key expires when no request can
 * need it any more. One script makes all changes; see `TAKE_SCRIPT`.
 *
 * A command leaves with the others of its iteration of the event loop, or fails at once. Nothing
 * waits for a connection, and nothing is sent again that Redis may have run already. A lost or
 * silent connection fails the commands under way on it, and is replaced for as long as that takes.
 */
export class RedisCounters {
  readonly #client: Redis | Cluster;
  #isGathering = false;
  /** Why the connection failed. A command that finds no connection does not say it. */
  #connectionFailure: unknown;

  constructor(client: Redis | Cluster) {
    this.#client = client;
    client.on('error', (error) => {
      this.#connectionFailure = error;
    });
    client.on('ready', () => {
      this.#connectionFailure = undefined;
    });
  }

  /**
   * Judges and takes, as the script does, with what is `known` to have been used. Resolves with
   * what was used of each counter before the call.
   */
  async take(call: LimitCall, known: readonly Counts[]): Promise<Counts[]> {
    const words = new ScriptWords(call.nowMs);
    for (const counter of call.counters) {
      words.addCounter(counter, known[counter.position], counter.cost);
    }
    for (const [position, { limit, cost }] of call.requests.entries()) {
      words.addLimit(call.counterOf[position]?.position ?? 0, limit, cost);
    }
    const answer = await this.#run(words);
    return call.counters.map(({ position }) => ({
      current: Number(answer[position * 2] ?? 0),
      previous: Number(answer[position * 2 + 1] ?? 0),
    }));
  }

  /** Makes sure that no count is below what is known. All counters are of one workspace. */
  async raise(cells: readonly KeyedCell[], nowMs: number): Promise<void> {
    const words = new ScriptWords(nowMs);
    for (const cell of cells) words.addCounter(cell, cell, 0);
    await this.#run(words);
  }

  /** Resolves if Redis runs the script and can write. */
  async probe(): Promise<void> {
    // Both ways of writing are tried: the counter is raised to 1, and then 1 is taken.
    const words = new ScriptWords(PROBED_AT_MS);
    const counter = { key: PROBE_KEY, index: 0, windowMs: 1 };
    words.addCounter(counter, { current: 1, previous: 0 }, 1);
    await this.#run(words);
  }

  close(): void {
    this.#client.disconnect();
  }

  async #run(script: ScriptWords): Promise<readonly unknown[]> {
    const words = script.toWords();
    this.#gather();
    try {
      const answer = await this.#client.call('evalsha', SCRIPT_ID, ...words).catch((error) => {
        // Redis has not run the script, so it may be sent again, this time with its text.
        if (!isUnknownScript(error)) throw error;
        return this.#client.call('eval', TAKE_SCRIPT, ...words);
      });
      if (Array.isArray(answer)) return answer;
      throw new Error(`the script answered ${typeof answer}`);
    } catch (error) {
      this.#lookAround();
      throw new RedisCommandError(error, this.#connectionFailure);
    }
  }

  /**
   * Commands of one iteration of the event loop leave together. One write costs the processor as
   * much as the rest of a call, and the answers then arrive together as well.
   */
  #gather(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    const client = this.#client;
    const connections = client instanceof Cluster ? client.nodes('master') : [client];
    const streams = connections.map(({ stream }) => stream);
    // A connection that is still being made has no stream.
    for (const stream of streams) stream?.cork();
    setImmediate(() => {
      this.#isGathering = false;
      for (const stream of streams) stream?.uncork();
    });
  }

  /**
   * A dead node of a Cluster does not say which node has taken its place. The others do, when
   * asked. The client asks once at a time, and by itself only after a redirection.
   */
  #lookAround(): void {
    if (this.#client instanceof Cluster) this.#client.refreshSlotsCache();
  }
}

function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT');
}

/** Connects in the background, for as long as it takes. `RedisCounters` takes its errors. */
export function createRedisClient(address: RedisAddress, isCluster: boolean): Redis | Cluster {
  const { hosts } = address;
  const client = isCluster
    ? new Cluster([...hosts], {
        lazyConnect: true,
        enableOfflineQueue: false,
        maxRedirections: REDIRECTIONS_MAX,
        // These would send again what may have been counted, or wait for an answer that may not
        // come.
        retryDelayOnFailover: 0,
        retryDelayOnClusterDown: 0,
        clusterRetryStrategy: reconnectDelayMs,
        // Hosts stay names, because certificates are issued for names.
        dnsLookup: (name, callback) => callback(null, name),
        redisOptions: connectionOptions(address),
      })
    : new Redis({
        ...hosts[0],
        ...connectionOptions(address),
        db: address.database,
        lazyConnect: true,
        enableOfflineQueue: false,
        retryStrategy: reconnectDelayMs,
        // The primary behind this address has become a replica.
        reconnectOnError: (error) => error.message.startsWith('READONLY'),
      });
  return client;
}

export function connectionOptions(address: RedisAddress): CommonRedisOptions & { tls?: object } {
  const { username, password, isEncrypted } = address;
  return {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(isEncrypted && { tls: {} }),
    connectTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_MAX_MS,
    connectionName: 'unlatch',
    // Both settings together: a lost connection fails its commands at once, and none is sent again.
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
  };
}

function reconnectDelayMs(attempts: number): number {
  return Math.min(attempts * RECONNECT_STEP_MS, RECONNECT_MAX_MS);
}
