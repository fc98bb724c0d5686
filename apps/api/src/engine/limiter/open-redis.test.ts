import { startTestRedis, type TestRedis, type TestRedisNode } from '@unlatch/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openRedis } from './open-redis.js';
import { parseRedisUrl } from './redis-address.js';

let redis: TestRedis;
let node: TestRedisNode;
beforeAll(async () => {
  redis = await startTestRedis();
  const [first] = redis.nodes;
  if (first === undefined) throw new Error('there is no node');
  node = first;
});
afterAll(() => redis.stop());
afterEach(async () => {
  await node.command('acl', 'setuser', 'default', 'reset', 'on', 'nopass', '~*', '&*', '+@all');
  await node.command('config', 'set', 'maxmemory-policy', 'noeviction');
  await node.command('replicaof', 'no', 'one');
});

/** The eviction policies of Redis that the limiter warned of. */
async function open(url = redis.url): Promise<string[]> {
  const address = parseRedisUrl(url);
  if (address === undefined) throw new Error(`not the URL of a Redis: ${url}`);
  const policies: string[] = [];
  const counters = await openRedis(address, { onEviction: (policy) => policies.push(policy) });
  counters.close();
  return policies;
}

describe('openRedis', () => {
  it('says which host cannot be reached, and why', async () => {
    await expect(open('redis://127.0.0.1:1,localhost:2')).rejects.toThrow(
      /Redis cannot be reached \(127\.0\.0\.1:1: .*ECONNREFUSED.*; localhost:2: .*ECONNREFUSED.*\)\. Check REDIS_URL/,
    );
  });

  it('signs in, and says so when that is refused', async () => {
    const acl = ['acl', 'setuser', 'counter', 'reset', 'on', '>p@ss', '~unlatch:*', '+@all'];
    await node.command(...acl);
    expect(await open(`redis://counter:p%40ss@${node.host}:${node.port}`)).toEqual([]);
    await expect(open(`redis://counter:wrong@${node.host}:${node.port}`)).rejects.toThrow(
      'WRONGPASS',
    );
    await expect(open(`redis://counter:wrong@${node.host}:${node.port}`)).rejects.not.toThrow(
      'wrong@',
    );
  });

  it('needs no more rights than it says', async () => {
    const rights = ['+eval', '+evalsha', '+mget', '+set', '+incrby', '+info', '+client|setname'];
    await node.command('acl', 'setuser', 'small', 'reset', 'on', '>p', '~unlatch:*', ...rights);
    expect(await open(`redis://small:p@${node.host}:${node.port}`)).toEqual([]);
    await node.command('acl', 'setuser', 'small', '-set');
    await expect(open(`redis://small:p@${node.host}:${node.port}`)).rejects.toThrow(
      /does not let the service count: .*It must be a primary, and its user must be allowed/,
    );
  });

  it('refuses a replica', async () => {
    await node.command('replicaof', '127.0.0.1', '1');
    await expect(open()).rejects.toThrow(/does not let the service count: .*READONLY/);
  });

  it('warns of a Redis that evicts counters when it is full', async () => {
    expect(await open()).toEqual([]);
    await node.command('config', 'set', 'maxmemory-policy', 'allkeys-lru');
    expect(await open()).toEqual(['allkeys-lru']);
  });

  it('refuses several hosts that are no Cluster', async () => {
    await expect(open(`${redis.url},${node.host}:${node.port}`)).rejects.toThrow(
      'REDIS_URL names several hosts, which are to be nodes of one Cluster',
    );
  });

  it('finds a Cluster by any of its nodes, and refuses a database in it', async () => {
    const cluster = await startTestRedis({ cluster: true });
    try {
      for (const { host, port } of cluster.nodes) {
        expect(await open(`redis://127.0.0.1:1,${host}:${port}`)).toEqual([]);
        await expect(open(`redis://${host}:${port}/2`)).rejects.toThrow(
          'is a Cluster, which has only 0',
        );
      }
    } finally {
      await cluster.stop();
    }
  });
});
