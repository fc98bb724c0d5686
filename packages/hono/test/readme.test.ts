import {
  compileExamples,
  type RunningService,
  readExamples,
  runExample,
  type SeededKeys,
  seedKeys,
  startService,
} from '@unlatch/testkit';
import type { Hono } from 'hono';
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
    expect(examples.length).toBe(4);
    const mistaken = examples.slice(0, 1).map((example) => example.replace('unkey(', 'unkey.no('));
    expect(compileExamples(readme, [...examples, ...mistaken])).toEqual([
      expect.stringContaining("Property 'no' does not exist"),
    ]);
  }, 60_000);

  test.each(examples.map((example, index) => [index + 1, example] as const))(
    'admit only a valid key (%i)',
    async (_number, example) => {
      const { app } = await runExample<{ app: Hono }>(readme, example);
      const statusFor = async (key: string) => {
        const headers = { authorization: `Bearer ${key}`, 'x-api-key': key };
        return (await app.request('/api/me', { headers })).status;
      };
      expect(await statusFor(keys.valid)).toBe(200);
      expect(await statusFor('unknown')).toBe(401);
      expect((await app.request('/api/me')).status).toBe(401);
    },
  );
});
