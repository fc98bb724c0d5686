import type { FaultProxy } from '@unlatch/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ObservedWorld, PATIENCE, repeat, startObservedWorld } from './observed-world.js';
import type { ServiceNode } from './service-node.js';
import { MAX_STALENESS_MS } from './world.js';

const CREDITS = 60;

let world: ObservedWorld;
beforeAll(async () => {
  world = await startObservedWorld();
}, 120_000);
afterAll(async () => {
  world.heal();
  await world.stop();
  expect(world.findings.violations).toEqual([]);
}, 60_000);

interface Verified {
  readonly sentMs: number;
  readonly code: string;
}

async function verified(node: ServiceNode, key: string): Promise<Verified> {
  const sentMs = performance.now();
  return { sentMs, code: await world.verify(node, key) };
}

const PARTITIONS: readonly (readonly [string, (link: FaultProxy) => void])[] = [
  ['is cut off', (link) => link.cut()],
  ['hears nothing and is not heard', (link) => link.stall()],
  ['is not heard', (link) => link.silence('to server')],
  ['hears nothing', (link) => link.silence('to client')],
];

describe('of three services, one that loses PostgreSQL and Redis at once', () => {
  it.each(PARTITIONS)(
    'and %s: denies a deleted key in time, overspends nothing, and comes back by itself',
    async (name, separate) => {
      const [near, other, far] = world.nodes;
      const doomed = await world.newKey();
      const paying = await world.newKey({ credits: { remaining: CREDITS } });
      await world.untilNewsHasArrived();
      const loads = world.nodes.map((node) => repeat(() => verified(node, doomed.key)));
      await vi.waitFor(() => {
        for (const { seen } of loads) expect(seen.at(-1)?.code).toBe('VALID');
      }, PATIENCE);
      const spends = world.nodes.map((node) => repeat(() => world.verify(node, paying.key, 1), 1));

      const apartMs = performance.now();
      for (const link of [far.links.database, far.links.redis]) separate(link);
      await world.send(near, 'keys.deleteKey', { keyId: doomed.keyId });
      const [, ofOther, ofFar] = loads;
      await vi.waitFor(() => expect(ofOther?.seen.at(-1)?.code).toBe('NOT_FOUND'), PATIENCE);
      await vi.waitFor(() => expect(ofFar?.seen.at(-1)?.code).toBe('unknown'), PATIENCE);
      // The others go on to spend, down to the last credit.
      const isSpentAt = async (index: number) => {
        await vi.waitFor(() => {
          expect(spends[index]?.seen.at(-1)).toBe('USAGE_EXCEEDED');
        }, PATIENCE);
      };
      await Promise.all([isSpentAt(near.index), isSpentAt(other.index)]);

      world.heal();
      await vi.waitFor(() => expect(ofFar?.seen.at(-1)?.code).toBe('NOT_FOUND'), PATIENCE);
      await isSpentAt(far.index);
      for (const load of [...loads, ...spends]) await load.stop();

      const valid = (ofFar?.seen ?? []).filter(({ code }) => code === 'VALID');
      const lastMs = Math.max(0, ...valid.map(({ sentMs }) => sentMs - apartMs));
      expect(lastMs).toBeLessThanOrEqual(MAX_STALENESS_MS);
      for (const { seen } of loads) {
        const firstDenied = seen.findIndex(({ code }) => code === 'NOT_FOUND');
        const since = seen[firstDenied]?.sentMs ?? 0;
        const after = seen.filter(({ sentMs }) => sentMs > since + MAX_STALENESS_MS);
        expect(after.map(({ code }) => code)).not.toContain('VALID');
      }
      const codes = spends.flatMap(({ seen }) => seen);
      const [granted, unknown] = ['VALID', 'unknown'].map(
        (wanted) => codes.filter((code) => code === wanted).length,
      );
      expect(granted).toBeLessThanOrEqual(CREDITS);
      expect((granted ?? 0) + (unknown ?? 0)).toBeGreaterThanOrEqual(CREDITS);
      process.stdout.write(
        `a service that ${name}: VALID for ${Math.round(lastMs)} ms of ${MAX_STALENESS_MS} at most; ${granted} of ${CREDITS} credits granted, ${unknown} spends unknown\n`,
      );
    },
    120_000,
  );
});

describe('of three services, one whose Redis does not answer in time', () => {
  const limited = {
    ratelimits: [{ name: 'requests', limit: 10_000, duration: 60_000, autoApply: true }],
  };

  it('answers on its own counts while the call is still under way', async () => {
    const [node] = world.nodes;
    const { key } = await world.newKey(limited);
    expect(await world.verify(node, key)).toBe('VALID');
    const held = node.links.redis.holdChunk(1);
    const answers = repeat(() => world.verify(node, key), 1);
    await held;
    const before = answers.seen.length;
    await vi.waitFor(() => expect(answers.seen.length).toBeGreaterThan(before), PATIENCE);
    expect(node.links.redis.stalledCount()).toBe(1);
    await answers.stop();
    expect(new Set(answers.seen)).toEqual(new Set(['VALID']));
    node.links.redis.pass();
  }, 60_000);

  it.each([
    ['is 300 ms away', (link: FaultProxy) => link.delay(300)],
    ['is cut off', (link: FaultProxy) => link.cut()],
    ['is silent', (link: FaultProxy) => link.stall()],
  ])(
    'answers all the same when Redis %s',
    async (name, slow) => {
      const [node] = world.nodes;
      const { key } = await world.newKey(limited);
      const measure = async () => {
        const times: number[] = [];
        for (let count = 0; count < 300; count++) {
          const sentMs = performance.now();
          expect(await world.verify(node, key)).toBe('VALID');
          times.push(performance.now() - sentMs);
        }
        const sorted = times.sort((a, b) => a - b);
        return [0.5, 0.99, 1].map((share) => Math.round(sorted[Math.ceil(share * 300) - 1] ?? 0));
      };
      const healthy = await measure();
      slow(node.links.redis);
      const faulty = await measure();
      world.heal();
      await vi.waitFor(async () => {
        const ready = await fetch(`${node.url}/health/ready`);
        expect(await ready.text()).toMatch(/"redis":"ok"/);
      }, PATIENCE);
      process.stdout.write(
        `Redis ${name}: p50, p99, max ${faulty.join(', ')} ms, before ${healthy.join(', ')} ms (REDIS_TIMEOUT_MS 150)\n`,
      );
    },
    120_000,
  );
});
