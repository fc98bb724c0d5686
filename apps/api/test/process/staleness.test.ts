import type { RunningService } from '@unlatch/testkit';
import { describe, expect, it, vi } from 'vitest';
import { call, freshDataDir, newApi, start } from './harness.js';
import { countRecords, newProxiedDatabase } from './recorded-load.js';
import { lastSentMs, verifyOn } from './verifications.js';

const MAX_STALENESS_MS = 3000;
const METRICS_TOKEN = 'token_of_the_staleness_tests';
const PATIENCE = { timeout: 40_000, interval: 20 };

async function countVerifications(service: RunningService, code: string): Promise<number> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
  const metrics = await (await fetch(`${service.url}/metrics`, { headers })).text();
  const line = new RegExp(`^unlatch_verifications_total\\{code="${code}"\\} (\\d+)$`, 'm');
  return Number(line.exec(metrics)?.[1] ?? 0);
}

describe('a database that is away for longer than MAX_STALENESS_MS', { timeout: 60_000 }, () => {
  it.each(['cut', 'stall'] as const)(
    'by a %s leaves keys in memory trusted for that time, then none, and all again when it is back',
    async (fault) => {
      const { proxy, client } = await newProxiedDatabase();
      const service = await start({
        DATABASE_URL: proxy.url,
        DATA_DIR: await freshDataDir(),
        MAX_STALENESS_MS: String(MAX_STALENESS_MS),
        METRICS_TOKEN,
      });
      const apiId = await newApi(service);
      const newKey = async (): Promise<string> =>
        (await call(service, 'keys.createKey', { apiId })).data.key;
      const [warmKey, coldKey] = [await newKey(), await newKey()];
      const warm = verifyOn(service, { key: warmKey });
      const codes = () => warm.seen.map(({ code }) => code);
      await vi.waitFor(() => expect(codes().length).toBeGreaterThan(20), PATIENCE);
      expect(new Set(codes())).toEqual(new Set(['VALID']));

      proxy[fault]();
      const awayMs = performance.now();
      const askedFor = call(service, 'keys.verifyKey', { key: coldKey });
      await vi.waitFor(() => expect(codes().at(-1)).toBe('status 503'), PATIENCE);
      expect((await askedFor).status).toBe(503);
      // The three other loads may have been answered before.
      const refused = codes().length + 3;
      await vi.waitFor(() => expect(codes().length).toBeGreaterThan(refused), PATIENCE);
      expect(codes().slice(refused)).not.toContain('VALID');
      expect(lastSentMs(warm.seen, 'VALID')).toBeGreaterThan(awayMs);
      expect(lastSentMs(warm.seen, 'VALID')).toBeLessThanOrEqual(awayMs + MAX_STALENESS_MS);

      proxy.pass();
      await vi.waitFor(() => expect(codes().at(-1)).toBe('VALID'), PATIENCE);
      await warm.stop();
      expect((await call(service, 'keys.verifyKey', { key: coldKey })).data.code).toBe('VALID');
      expect(new Set(codes())).toEqual(new Set(['VALID', 'status 503']));
      expect(await countVerifications(service, 'NOT_FOUND')).toBe(0);
      const answered = codes().filter((code) => code === 'VALID').length + 1;
      expect(await countVerifications(service, 'VALID')).toBe(answered);
      await service.stop();
      const records = { verifications: answered, limitChecks: 0, requests: answered };
      expect(await countRecords(client)).toEqual(records);
    },
  );
});
