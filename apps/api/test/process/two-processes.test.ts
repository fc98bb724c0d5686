import type { RunningService } from '@unlatch/testkit';
import { describe, expect, inject, it } from 'vitest';
import { call, newApi, start } from './harness.js';

/** Far more requests than fit into the round trip that a change takes. */
const REQUESTS_MAX = 2000;

async function startTwo(): Promise<[RunningService, RunningService]> {
  const first = await start({}, inject('adminUrl'));
  const { databaseUrl, rootKey } = first;
  if (databaseUrl === undefined) throw new Error('a database was expected');
  return [first, await start({ DATABASE_URL: databaseUrl, UNLATCH_ROOT_KEY: rootKey })];
}

async function codeAt(service: RunningService, key: string): Promise<string> {
  return (await call(service, 'keys.verifyKey', { key })).data.code;
}

describe('two processes on one database', { timeout: 60_000 }, () => {
  it('share the keys that either makes', async () => {
    const [first, second] = await startTwo();
    const apiId = await newApi(first);
    const made = await call(second, 'keys.createKey', { apiId });
    expect(await codeAt(first, made.data.key)).toBe('VALID');
  });

  it('both stop taking a key once either has deleted it', async () => {
    const [first, second] = await startTwo();
    const apiId = await newApi(first);
    for (const [deleting, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const { data } = await call(first, 'keys.createKey', { apiId });
      for (const service of [first, second]) expect(await codeAt(service, data.key)).toBe('VALID');
      await call(deleting, 'keys.deleteKey', { keyId: data.keyId });
      expect(await codeAt(deleting, data.key)).toBe('NOT_FOUND');
      const codes: string[] = [];
      do codes.push(await codeAt(other, data.key));
      while (codes.at(-1) === 'VALID' && codes.length < REQUESTS_MAX);
      expect(codes.at(-1)).toBe('NOT_FOUND');
      expect(await codeAt(other, data.key)).toBe('NOT_FOUND');
    }
  });
});
