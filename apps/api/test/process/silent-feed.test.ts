import { describe, expect, it, vi } from 'vitest';
import { call, newApi, start } from './harness.js';
import { newProxiedDatabase } from './recorded-load.js';
import { lastSentMs, verifyOn } from './verifications.js';

const MAX_STALENESS_MS = 2000;
const PATIENCE = { timeout: 40_000, interval: 20 };
const SHARED = { ALLOW_LOCAL_COUNTERS: 'true', UNLATCH_ROOT_KEY: 'unkey_of_the_silent_feed' };

describe('a change feed whose connection goes silent while all others work', () => {
  it('lets no deleted key be VALID past MAX_STALENESS_MS, costs no other key, and comes back', async () => {
    const { url, proxy } = await newProxiedDatabase();
    const peer = await start({ ...SHARED, DATABASE_URL: url });
    const service = await start({
      ...SHARED,
      DATABASE_URL: proxy.url,
      MAX_STALENESS_MS: String(MAX_STALENESS_MS),
    });
    const apiId = await newApi(peer);
    const newKey = async (): Promise<{ key: string; keyId: string }> =>
      (await call(peer, 'keys.createKey', { apiId })).data;
    const [doomed, kept] = [await newKey(), await newKey()];
    const [ofDoomed, ofKept] = [doomed, kept].map(({ key }) => verifyOn(service, { key }));
    if (ofDoomed === undefined || ofKept === undefined) throw new Error('two loads were expected');
    for (const { seen } of [ofDoomed, ofKept]) {
      await vi.waitFor(() => expect(seen.length).toBeGreaterThan(20), PATIENCE);
    }

    proxy.stallWhenSent('unlatch_echo');
    await vi.waitFor(() => expect(proxy.stalledCount()).toBe(1), PATIENCE);
    const silentMs = performance.now();
    await call(peer, 'keys.deleteKey', { keyId: doomed.keyId });
    await vi.waitFor(() => expect(ofDoomed.seen.at(-1)?.code).toBe('NOT_FOUND'), PATIENCE);
    // The connection is given up, and so is each one that replaces it.
    await service.line(/"event":"change_feed_lost"/);
    await ofDoomed.stop();
    expect(lastSentMs(ofDoomed.seen, 'VALID')).toBeLessThanOrEqual(silentMs + MAX_STALENESS_MS);
    expect(new Set(ofDoomed.seen.map(({ code }) => code))).toEqual(new Set(['VALID', 'NOT_FOUND']));

    proxy.pass();
    await call(peer, 'keys.updateKey', { keyId: kept.keyId, enabled: false });
    await vi.waitFor(() => expect(ofKept.seen.at(-1)?.code).toBe('DISABLED'), PATIENCE);
    await ofKept.stop();
    expect(new Set(ofKept.seen.map(({ code }) => code))).toEqual(new Set(['VALID', 'DISABLED']));
  }, 60_000);
});
