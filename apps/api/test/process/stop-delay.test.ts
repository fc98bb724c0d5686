import { request } from 'node:http';
import { expect, inject, it, vi } from 'vitest';
import { call, newApi, start, TWO_WORKERS } from './harness.js';

/** Asks for the status on a connection of its own, so that any worker may answer. */
function readiness(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/health/ready`, { agent: false });
    asked.on('error', reject);
    asked.on('response', (response) => resolve(response.resume().statusCode));
    asked.end();
  });
}

it.each([
  ['', {}],
  ['with two workers ', TWO_WORKERS],
])(
  'STOP_DELAY_MS %sgoes on serving until load balancers have seen that it is not ready',
  async (_, env) => {
    const service = await start({ ...env, STOP_DELAY_MS: '4000' }, inject('adminUrl'));
    const apiId = await newApi(service);
    const askTwice = async () => [await readiness(service.url), await readiness(service.url)];
    expect(await askTwice()).toEqual([200, 200]);
    const stopped = service.stop();
    await service.line(/"event":"stop_requested","signal":"SIGTERM","delayMs":4000/);
    expect(service.stderr()).not.toContain('"event":"stopping"');
    await vi.waitFor(async () => expect(await askTwice()).toEqual([503, 503]), 20_000);
    expect((await call(service, 'keys.createKey', { apiId })).status).toBe(200);
    await stopped;
  },
  60_000,
);
