/*
 * What becomes of a start, by what Redis says. A mistake that no time heals stops it: the operator
 * is there and reads why. Everything else starts the service without Redis. It counts for itself,
 * `/health/ready` shows that in `checks.redis`, and it joins Redis as soon as that works.
 *
 * | Redis                                                        | the start                     |
 * |--------------------------------------------------------------|-------------------------------|
 * | cannot be reached, is silent, closes the connection          | without Redis                 |
 * | its host name is not known (it may not have started yet)     | without Redis                 |
 * | loads its data, has full memory, cannot save, misses a node  | without Redis                 |
 * | is a replica (a failover may make it the primary)            | without Redis, with a warning |
 * | refuses user or password, or asks for a password             | stops                         |
 * | does not give its user a needed right                        | stops                         |
 * | has a certificate that is not trusted, or no TLS             | stops                         |
 * | is older than version 7                                      | stops                         |
 * | is no Cluster although several hosts are named, or is one    | stops                         |
 * | although a database is named, or has no such database        |                               |
 *
 * Of several processes on one port, only the primary stops. A worker never does: the others run, and
 * a worker that died must be replaced whatever has become of Redis since the start.
 *
 * A mistake that shows only after the start is logged once (`redis_unusable`). The process goes on
 * without Redis, and tries again.
 */

import { Redis } from 'iovalkey';
import { OperatorError } from '../../lib/operator-error.js';
import { settleWithin } from '../../lib/settle-within.js';
import type { RedisAddress } from './redis-address.js';
import { connectionOptions, createRedisClient, RedisCounters } from './redis-counters.js';
import { describeRedisFailure, isLasting } from './redis-failures.js';

const MAJOR_VERSION_MIN = 7;
/** Longer than a connection may take. A Redis that loads its data lets the client wait. */
const INSPECTION_MAX_MS = 3000;
const CLUSTER_ENABLED = 'cluster_enabled:1';

/** A mistake of the configuration, in a sentence for the operator. */
export class UnusableRedisError extends OperatorError {}

/** Redis cannot count at the moment, in a sentence for the operator. */
export class RedisAwayError extends OperatorError {}

interface RedisTraits {
  readonly host: string;
  readonly version: string;
  readonly isCluster: boolean;
  readonly evictionPolicy: string;
}

/** Connects, and tries whether Redis counts. Rejects with one of the two errors above. */
export async function openRedis(
  address: RedisAddress,
  { onEviction }: { readonly onEviction: (policy: string) => void },
): Promise<RedisCounters> {
  const traits = await inspectAny(address);
  checkTraits(traits, address);
  if (traits.evictionPolicy !== 'noeviction') onEviction(traits.evictionPolicy);
  const client = createRedisClient(address, traits.isCluster);
  const counters = new RedisCounters(client);
  try {
    await client.connect();
    await counters.probe();
  } catch (cause) {
    counters.close();
    throw refusal(traits.host, cause);
  }
  return counters;
}

function refusal(host: string, cause: unknown): OperatorError {
  const sentence = `Redis at ${host} does not let the service count: ${describeRedisFailure(cause)}.`;
  if (!isLasting(cause)) return new RedisAwayError(sentence, { cause });
  const needs = 'Its user must be allowed EVAL, EVALSHA, MGET, SET and INCRBY on unlatch:*.';
  return new UnusableRedisError(`${sentence} ${needs}`, { cause });
}

/** The first host that answers decides. In a Cluster, some of them may be down. */
async function inspectAny(address: RedisAddress): Promise<RedisTraits> {
  const failures: string[] = [];
  let isMistake = false;
  for (const { host, port } of address.hosts) {
    const name = `${host}:${port}`;
    try {
      return await inspect({ ...address, hosts: [{ host, port }] }, name);
    } catch (error) {
      failures.push(`${name}: ${describeRedisFailure(error)}`);
      isMistake ||= isLasting(error);
    }
  }
  const reasons = failures.join('; ');
  if (isMistake) throw new UnusableRedisError(`REDIS_URL cannot be used (${reasons}).`);
  throw new RedisAwayError(
    `Redis cannot be reached (${reasons}). Check REDIS_URL, and that Redis is running.`,
  );
}

async function inspect(address: RedisAddress, name: string): Promise<RedisTraits> {
  const [host] = address.hosts;
  const client = new Redis({
    ...host,
    ...connectionOptions(address),
    lazyConnect: true,
    retryStrategy: () => null,
  });
  // The error event says why. The rejected call says only that the connection is closed.
  let reason: Error | undefined;
  client.on('error', (error) => {
    reason = error;
  });
  try {
    const answer = await settleWithin(askInfo(client, address), INSPECTION_MAX_MS);
    if ('late' in answer) throw new Error(`no answer within ${INSPECTION_MAX_MS} ms`);
    if ('error' in answer) throw answer.error;
    const info = answer.value;
    const read = (field: string) => new RegExp(`^${field}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
    return {
      host: name,
      version: read('redis_version'),
      isCluster: info.includes(CLUSTER_ENABLED),
      evictionPolicy: read('maxmemory_policy'),
    };
  } catch (error) {
    throw reason ?? error;
  } finally {
    client.disconnect();
  }
}

async function askInfo(client: Redis, { database }: RedisAddress): Promise<string> {
  await client.connect();
  const info = await client.info();
  // The client alone would not notice a refusal, and count in the database 0.
  if (database !== 0 && !info.includes(CLUSTER_ENABLED)) await client.select(database);
  return info;
}

function checkTraits({ host, version, isCluster }: RedisTraits, address: RedisAddress): void {
  if (Number.parseInt(version, 10) < MAJOR_VERSION_MIN) {
    throw new UnusableRedisError(
      `Redis at ${host} is version ${version}; the service needs Redis ${MAJOR_VERSION_MIN} or newer, or Valkey.`,
    );
  }
  if (!isCluster && address.hosts.length > 1) {
    throw new UnusableRedisError(
      `REDIS_URL names several hosts, which are to be nodes of one Cluster, but ${host} is not one. Name one host.`,
    );
  }
  if (isCluster && address.database !== 0) {
    throw new UnusableRedisError(
      `REDIS_URL names the database ${address.database}, but Redis at ${host} is a Cluster, which has only 0.`,
    );
  }
}
