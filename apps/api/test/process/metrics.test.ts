import { expect, inject, it } from 'vitest';
import { parseExposition } from '../http/exposition.js';
import { call, newApi, start } from './harness.js';

const METRICS_TOKEN = 'metrics-token-of-this-test';

it('any worker reports the metrics of all workers', { timeout: 60_000 }, async () => {
  const env = { WORKERS: '2', ALLOW_LOCAL_COUNTERS: 'true', METRICS_TOKEN };
  const service = await start(env, inject('adminUrl'));
  const apiId = await newApi(service);
  const { data } = await call(service, 'keys.createKey', { apiId });
  const verifications = 40;
  for (let count = 0; count < verifications; count++) {
    // A connection for each request, so that the primary gives them to one worker after the other.
    const response = await fetch(`${service.url}/v2/keys.verifyKey`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${service.rootKey}`,
        'content-type': 'application/json',
        connection: 'close',
      },
      body: JSON.stringify({ key: data.key }),
    });
    expect(response.status).toBe(200);
    await response.text();
  }
  const scrape = async () => {
    const headers = { authorization: `Bearer ${METRICS_TOKEN}`, connection: 'close' };
    const response = await fetch(`${service.url}/metrics`, { headers });
    expect(response.status).toBe(200);
    return parseExposition(await response.text()).samples;
  };
  const scrapes = await Promise.all([scrape(), scrape(), scrape(), scrape()]);
  for (const samples of scrapes) {
    expect(samples.get('unlatch_verifications_total{code="VALID"}')).toBe(verifications);
    // Each worker has loaded the key, and again if the change of its creation came during the load.
    expect(samples.get('unlatch_cache_fills_total{cache="keys"}')).toBeGreaterThanOrEqual(2);
    expect(samples.get('unlatch_change_feed_live')).toBe(1);
  }
});
