import { randomUUID } from 'node:crypto';
import { startTestRedis, type TestRedis, type TestRedisNode } from '@unlatch/testkit';
import { expect, it, onTestFinished, vi } from 'vitest';
import {
  countPassed,
  PATIENCE,
  readMetric,
  startRedisLoad,
  startTwo,
  untilCountedTogether,
  untilHonest,
  untilShared,
  usedAt,
} from './redis-services.js';

/** A busy machine must not be taken for a Redis that is down. */
const PATIENT = { REDIS_TIMEOUT_MS: '5000' };

/** The node with the counters. There is one workspace, so its counters are on one node. */
async function busiestOf({ nodes }: TestRedis): Promise<TestRedisNode> {
  const sizes = await Promise.all(
    nodes.map(async (node) => ({ node, size: Number(await node.command('dbsize')) })),
  );
  return sizes.reduce((most, next) => (next.size > most.size ? next : most)).node;
}

it('goes on when a node of a Cluster dies, and counts in its replica', async () => {
  const redis = await startTestRedis({ cluster: true, replicas: true });
  onTestFinished(() => redis.stop());
  const services = await startTwo(redis.url, redis.url, PATIENT);
  const { near, far } = services;
  onTestFinished(async () => {
    await far.stop();
    await near.stop();
  });
  const load = await startRedisLoad(near);
  const partly = { identifier: randomUUID(), limit: 100 };
  expect(await countPassed([far], { ...partly, times: 40 })).toBe(40);
  expect(await usedAt(near, partly.identifier)).toBe(40);

  await (await busiestOf(redis)).kill();
  await untilShared(near, false);
  expect(await countPassed([near], { ...partly, times: 100 })).toBe(60);
  await load.answered(50);

  await Promise.all([untilShared(near, true), untilShared(far, true)]);
  // The nodes that are alive gave no reason to ask again, so Redis was given up only once.
  expect(await readMetric(near, 'unlatch_redis_lost_total')).toBe(1);
  await vi.waitFor(async () => expect(await usedAt(far, partly.identifier)).toBe(100), PATIENCE);
  await untilCountedTogether([near, far]);
  await load.answered(50);
  await untilHonest(services, await load.end());
}, 90_000);
