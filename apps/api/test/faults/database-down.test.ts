import { describe, expect, it, vi } from 'vitest';
import { keyCacheKey } from '../../src/engine/caches/caches.js';
import { sha256Base64 } from '../../src/lib/crypto/sha256.js';
import {
  expectOnly,
  MAX_STALENESS_MS,
  startFaultyService,
  startMixedLoad,
} from './faulty-service.js';

/** Longer than the timeouts of a ping of the feed and of an attempt to connect together. */
const PATIENCE = { timeout: 20_000 };

describe('under load, a database that', () => {
  it('is gone costs no response for keys in memory; the rest gets 503 until it is back', async () => {
    const service = await startFaultyService();
    const load = await startMixedLoad(service);
    service.proxy.cut();
    await Promise.all([load.paying.sees('503'), load.cold.sees('503'), load.warm.answered(200)]);
    service.proxy.pass();
    await Promise.all([load.paying.sees('200 VALID'), load.cold.sees('200 VALID')]);
    await load.end();
  });

  it('is away for MAX_STALENESS_MS leaves the keys in memory trusted for that time, not a moment more', async () => {
    const service = await startFaultyService();
    const { warm } = await startMixedLoad(service);
    service.proxy.cut();
    service.harness.clock.advance(MAX_STALENESS_MS);
    await warm.answered(20);
    expectOnly(warm, ['200 VALID']);
    service.harness.clock.advance(1);
    await warm.sees('503');
    const before = warm.outcomes.length;
    await warm.answered(20);
    expect(new Set(warm.outcomes.slice(before))).toEqual(new Set(['503']));
    service.proxy.pass();
    await warm.sees('200 VALID');
    expectOnly(warm, ['200 VALID', '503']);
  });
});

describe('a change feed that dies silently, while all else works', () => {
  it('lets no deleted key be valid once MAX_STALENESS_MS have passed, and comes back', async () => {
    const { harness, proxy, workspace, verify } = await startFaultyService();
    const [doomed, kept] = [await workspace.newKey(), await workspace.newKey()];
    for (const { key } of [doomed, kept]) expect(await verify(key)).toBe('200 VALID');
    const peer = await harness.startPeer();
    try {
      proxy.stallWhenSent('unlatch_echo');
      await vi.waitFor(() => expect(proxy.stalledCount()).toBe(1), PATIENCE);
      await peer.call(workspace.rootKey, 'keys.deleteKey', { keyId: doomed.keyId });
      harness.clock.advance(MAX_STALENESS_MS + 1);
      expect(await verify(doomed.key)).toBe('200 NOT_FOUND');
      expect(await verify(kept.key)).toBe('200 VALID');
      proxy.pass();
      // Only a key from memory comes without a promise, and that needs a feed in contact.
      const reference = { workspaceId: workspace.id, hash: sha256Base64(kept.key) };
      const known = () => harness.deps.caches.keys.get(keyCacheKey(reference));
      await vi.waitFor(async () => {
        expect(await verify(kept.key)).toBe('200 VALID');
        expect(known()).not.toBeInstanceOf(Promise);
      }, PATIENCE);
      await peer.call(workspace.rootKey, 'keys.updateKey', { keyId: kept.keyId, enabled: false });
      await vi.waitFor(async () => expect(await verify(kept.key)).toBe('200 DISABLED'), PATIENCE);
    } finally {
      await peer.stop();
    }
  });
});
