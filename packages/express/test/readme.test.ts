import { once } from 'node:events';
import { createServer } from 'node:http';
import {
  compileExamples,
  type RunningService,
  readExamples,
  runExample,
  type SeededKeys,
  seedKeys,
  startService,
} from '@unlatch/testkit';
import type { Express } from 'express';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

const readme = new URL('../README.md', import.meta.url);
const examples = readExamples(readme);

describe('the examples in the README', () => {
  let service: RunningService;
  let keys: SeededKeys;

  beforeAll(async () => {
    service = await startService();
    keys = await seedKeys(service);
    vi.stubEnv('UNKEY_ROOT_KEY', service.rootKey);
    vi.stubEnv('UNLATCH_URL', service.url);
  });
  afterAll(() => service.stop());

  test('compile against the built package, and do not compile with a mistake in them', () => {
    expect(examples.length).toBe(3);
    const mistaken = examples.slice(0, 1).map((example) => example.replace('unkey(', 'unkey.no('));
    expect(compileExamples(readme, [...examples, ...mistaken])).toEqual([
      expect.stringContaining("Property 'no' does not exist"),
    ]);
  }, 60_000);

  test.each(examples.map((example, index) => [index + 1, example] as const))(
    'admit only a valid key (%i)',
    async (_number, example) => {
      const { app } = await runExample<{ app: Express }>(readme, example);
      const server = createServer(app).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no port was given');
      const statusFor = async (headers: HeadersInit) =>
        (await fetch(`http://127.0.0.1:${address.port}/api/me`, { headers })).status;
      const withKey = (key: string) => ({ authorization: `Bearer ${key}`, 'x-api-key': key });
      expect(await statusFor(withKey(keys.valid))).toBe(200);
      expect(await statusFor(withKey('unknown'))).toBe(401);
      expect(await statusFor({})).toBe(401);
      server.close();
      server.closeAllConnections();
    },
  );
});
