import { Redis } from 'iovalkey';
import { OperatorError } from '../../lib/operator-error.js';
import type { RedisAddress } from './redis-address.js';
import { connectionOptions, createRedisClient, RedisCounters } from './redis-counters.js';

const MAJOR_VERSION_MIN = 7;

/** Why the service cannot start with this Redis, in a sentence for the operator. */
export class UnusableRedisError extends OperatorError {}

interface RedisTraits {
  readonly host: string;
  readonly version: string;
  readonly isCluster: boolean;
  readonly evictionPolicy: string;
}

/**
 * Connects at the start of the service, where the operator reads what is wrong. At the start, a
 * missing Redis is a mistake; later it is an outage.
 */
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
    throw new UnusableRedisError(
      `Redis at ${traits.host} does not let the service count: ${reasonOf(cause)}. It must be a ` +
        'primary, and its user must be allowed EVAL, EVALSHA, MGET, SET and INCRBY on unlatch:*.',
      { cause },
    );
  }
  return counters;
}

/** The first host that answers decides. In a Cluster, some of them may be down. */
async function inspectAny(address: RedisAddress): Promise<RedisTraits> {
  const failures: string[] = [];
  for (const { host, port } of address.hosts) {
    const name = `${host}:${port}`;
    try {
      return await inspect({ ...address, hosts: [{ host, port }] }, name);
    } catch (error) {
      failures.push(`${name}: ${reasonOf(error)}`);
    }
  }
  throw new UnusableRedisError(
    `Redis cannot be reached (${failures.join('; ')}). Check REDIS_URL, and that Redis is running.`,
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
    await client.connect();
    const info = await client.info();
    const read = (field: string) => new RegExp(`^${field}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
    return {
      host: name,
      version: read('redis_version'),
      isCluster: read('cluster_enabled') === '1',
      evictionPolicy: read('maxmemory_policy'),
    };
  } catch (error) {
    throw reason ?? error;
  } finally {
    client.disconnect();
  }
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

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
