import {
  startFaultProxy,
  startTestRedis,
  type TestRedis,
  type TestRedisNode,
} from '@unlatch/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openRedis, RedisAwayError, UnusableRedisError } from './open-redis.js';
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
  await node.command('config', 'set', 'maxmemory', '0');
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
  it('says which host cannot be reached, and why, as what time can heal', async () => {
    const failure = open('redis://127.0.0.1:1,localhost:2');
    await expect(failure).rejects.toThrow(
      /Redis cannot be reached \(127\.0\.0\.1:1: nothing listens at that address \(.*ECONNREFUSED.*\); localhost:2: .*ECONNREFUSED.*\)\. Check REDIS_URL/,
    );
    await expect(failure).rejects.toBeInstanceOf(RedisAwayError);
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
      /does not let the service count: .* Its user must be allowed EVAL/,
    );
  });

  it.each<[string, () => Promise<unknown>]>([
    ['it is a replica and takes no writes', () => node.command('replicaof', '127.0.0.1', '1')],
    ['its memory is full', () => node.command('config', 'set', 'maxmemory', '1')],
  ])('rejects with what time can heal: %s', async (reason, prepare) => {
    await prepare();
    const failure = open();
    await expect(failure).rejects.toThrow(`does not let the service count: ${reason}`);
    await expect(failure).rejects.toBeInstanceOf(RedisAwayError);
  });

  it('rejects a Redis that is silent as one that time can heal', async () => {
    const proxy = await startFaultProxy({ target: node });
    onTestFinished(() => proxy.close());
    proxy.stall();
    await expect(open(`redis://${proxy.host}:${proxy.port}`)).rejects.toBeInstanceOf(
      RedisAwayError,
    );
  });

  it.each([
    ['the password is wrong', 'counter:wrong@', /REDIS_URL cannot be used .*WRONGPASS/],
    ['the user is not known', 'other:p@', /REDIS_URL cannot be used .*WRONGPASS/],
    ['a right is missing', 'counter:p@', /Its user must be allowed EVAL/],
  ])('rejects with what only the operator can heal: %s', async (_, credentials, text) => {
    await node.command('acl', 'setuser', 'counter', 'reset', 'on', '>p', '~unlatch:*', '+info');
    const failure = open(`redis://${credentials}${node.host}:${node.port}`);
    await expect(failure).rejects.toThrow(text);
    await expect(failure).rejects.toBeInstanceOf(UnusableRedisError);
  });

  it('rejects a Redis that asks for a password as what only the operator can heal', async () => {
    await node.command('config', 'set', 'requirepass', 'secret');
    try {
      const failure = open();
      await expect(failure).rejects.toThrow(/REDIS_URL cannot be used .*it asks for a password/);
      await expect(failure).rejects.toBeInstanceOf(UnusableRedisError);
    } finally {
      await node.command('-a', 'secret', 'config', 'set', 'requirepass', '');
    }
  });

  it('rejects a database that Redis does not have as what only the operator can heal', async () => {
    await expect(open(`${redis.url}/99`)).rejects.toBeInstanceOf(UnusableRedisError);
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
