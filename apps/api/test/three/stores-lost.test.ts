import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ObservedWorld, PATIENCE, repeat, startObservedWorld } from './observed-world.js';
import type { ServiceNode } from './service-node.js';

/** A busy machine must not be taken for a store that is down. */
const PATIENT = { MAX_STALENESS_MS: '60000', REDIS_TIMEOUT_MS: '5000' };
const LIMIT = 10;

let world: ObservedWorld;
beforeAll(async () => {
  world = await startObservedWorld(PATIENT);
}, 120_000);
afterAll(async () => {
  await world.stop();
  expect(world.findings.violations).toEqual([]);
}, 60_000);

describe('a PostgreSQL that is killed under three services', () => {
  it('costs no answer for keys in memory, makes no key unknown, and needs no restart', async () => {
    const { nodes } = world;
    const [warm, cold] = [await world.newKey(), await world.newKey()];
    const codes = (key: string) => Promise.all(nodes.map((node) => world.verify(node, key)));
    await world.untilNewsHasArrived();
    expect(await codes(warm.key)).toEqual(['VALID', 'VALID', 'VALID']);
    const lives = nodes.map(({ incarnation }) => incarnation);

    await world.postgres.kill();
    const loads = nodes.flatMap((node) => [
      { of: 'warm', ...repeat(() => world.verify(node, warm.key)) },
      { of: 'cold', ...repeat(() => world.verify(node, cold.key)) },
      { of: 'no key', ...repeat(() => world.verify(node, 'no_key_has_this_text')) },
    ]);
    await vi.waitFor(() => {
      for (const { seen } of loads) expect(seen.length).toBeGreaterThan(50);
    }, PATIENCE);
    const seenOf = (what: string) => {
      return new Set(loads.filter(({ of }) => of === what).flatMap(({ seen }) => seen));
    };
    expect(seenOf('warm')).toEqual(new Set(['VALID']));
    expect(seenOf('cold')).toEqual(new Set(['unknown']));
    expect(seenOf('no key')).toEqual(new Set(['unknown']));

    await world.postgres.restart();
    world.followPostgres();
    const right = { warm: 'VALID', cold: 'VALID', 'no key': 'NOT_FOUND' };
    await vi.waitFor(() => {
      for (const { of, seen } of loads) {
        expect(seen.at(-1)).toBe(right[of as keyof typeof right]);
      }
    }, PATIENCE);
    for (const load of loads) await load.stop();
    expect(seenOf('cold')).toEqual(new Set(['unknown', 'VALID']));
    expect(seenOf('no key')).toEqual(new Set(['unknown', 'NOT_FOUND']));
    expect(nodes.map(({ incarnation }) => incarnation)).toEqual(lives);
    const answers = loads.reduce((sum, { seen }) => sum + seen.length, 0);
    process.stdout.write(`PostgreSQL killed: ${answers} answers of three services, none wrong\n`);
  }, 120_000);
});

/** Waits until Redis decides for all three again. */
async function untilCountedTogether(): Promise<void> {
  await vi.waitFor(async () => {
    const fresh = { identifier: randomUUID(), limit: 50, times: 40 };
    expect(await world.countPassed(world.nodes, fresh)).toBe(50);
  }, PATIENCE);
}

describe('counts of three services in a Redis', () => {
  const passedAt = (nodes: readonly ServiceNode[], identifier: string, times = LIMIT + 2) =>
    world.countPassed(nodes, { identifier, limit: LIMIT, times });

  it('that goes back to an older snapshot: what passes again is what it forgot, once, and not at a process that knows', async () => {
    const [knowing, ...others] = world.nodes;
    const identifier = randomUUID();
    const paying = await world.newKey({ credits: { remaining: 5 } });
    expect(await world.verify(knowing, paying.key, 2)).toBe('VALID');
    expect(await passedAt([knowing], identifier, 4)).toBe(4);
    await world.redis().save();
    expect(await passedAt([knowing], identifier)).toBe(LIMIT - 4);

    await world.redis().restore();
    await untilCountedTogether();
    expect(await passedAt([knowing], identifier)).toBe(0);
    const again = await passedAt(others, identifier);
    expect(again).toBe(LIMIT - 4);
    for (const node of world.nodes) expect(await passedAt([node], identifier)).toBe(0);
    // Credits are not in Redis.
    expect(await world.verify(others[0] ?? knowing, paying.key, 3)).toBe('VALID');
    expect(await world.verify(knowing, paying.key, 1)).toBe('USAGE_EXCEEDED');
    process.stdout.write(`Redis put back: ${again} of ${LIMIT} passed again\n`);
  }, 90_000);

  it('that goes back to an older snapshot: a window that has ended since stays ended', async () => {
    const [node, other] = world.nodes;
    const identifier = randomUUID();
    const body = { namespace: 'short', identifier, limit: 2, duration: 1000, cost: 2 };
    const passes = async (at: ServiceNode) => {
      const { outcome } = await world.send(at, 'ratelimit.limit', body);
      return outcome.kind === 'answered' && outcome.data.success === true;
    };
    await vi.waitFor(async () => expect(await passes(node)).toBe(true), PATIENCE);
    await world.redis().save();
    await vi.waitFor(async () => expect(await passes(node)).toBe(true), PATIENCE);
    await world.redis().restore();
    await untilCountedTogether();
    for (const at of [node, other]) {
      await vi.waitFor(async () => expect(await passes(at)).toBe(true), PATIENCE);
    }
  }, 90_000);

  it('that is swapped for another one: one more limit passes, once, and none at a process that knows', async () => {
    const [knowing, ...others] = world.nodes;
    const [known, knownEverywhere] = [randomUUID(), randomUUID()];
    expect(await passedAt([knowing], known)).toBe(LIMIT);
    expect(await passedAt(world.nodes, knownEverywhere)).toBe(LIMIT);
    for (const node of world.nodes) expect(await passedAt([node], knownEverywhere)).toBe(0);

    world.swapRedis();
    await untilCountedTogether();
    expect(await passedAt([knowing], known)).toBe(0);
    expect(await passedAt(world.nodes, knownEverywhere)).toBe(0);
    const again = await passedAt(others, known);
    expect(again).toBe(LIMIT);
    for (const node of world.nodes) expect(await passedAt([node], known)).toBe(0);

    world.swapRedis();
    await untilCountedTogether();
    for (const identifier of [known, knownEverywhere]) {
      expect(await passedAt(world.nodes, identifier)).toBe(0);
    }
    process.stdout.write(`Redis swapped: ${again} of ${LIMIT} passed again\n`);
  }, 90_000);
});
