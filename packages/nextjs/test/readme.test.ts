import {
  compileExamples,
  type RunningService,
  readExamples,
  runExample,
  type SeededKeys,
  seedKeys,
  startService,
} from '@unlatch/testkit';
import { NextRequest } from 'next/server.js';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { askApiRoute } from './api-route.js';
import { optionsFor, readme } from './project.js';

const examples = readExamples(readme);

/** An example is a route, a proxy or a handler of `pages/api`. */
interface Example {
  GET?: Handler;
  proxy?: Handler;
  default?: unknown;
}

type Handler = (req: NextRequest, context: { params: Promise<object> }) => Promise<Response>;

let service: RunningService;
let keys: SeededKeys;

beforeAll(async () => {
  service = await startService();
  keys = await seedKeys(service);
  vi.stubEnv('UNKEY_ROOT_KEY', service.rootKey);
  vi.stubEnv('UNLATCH_URL', service.url);
});
afterAll(() => service.stop());

function ask(
  example: Example,
  headers: HeadersInit,
): Promise<{ status: number; headers: Headers }> {
  const handler = example.GET ?? example.proxy;
  const context = { params: Promise.resolve({ id: 'order_1' }) };
  return handler
    ? handler(new NextRequest('http://localhost/api/me', { headers }), context)
    : askApiRoute(example.default, headers);
}

test('the examples compile in an app, and do not compile with a mistake in them', () => {
  expect(examples.length).toBe(7);
  const mistaken = examples.slice(0, 1).map((example) => example.replace('.data', '.no'));
  expect(compileExamples(readme, [...examples, ...mistaken], optionsFor('next'))).toEqual([
    expect.stringContaining("Property 'no' does not exist"),
  ]);
}, 60_000);

describe.each(examples.map((example, index) => [index + 1, example] as const))(
  'example %i',
  (_number, source) => {
    test('admits only a valid key', async () => {
      const example = await runExample<Example>(readme, source);
      const statusFor = async (key: string) => {
        const headers = { authorization: `Bearer ${key}`, 'x-api-key': key };
        return (await ask(example, headers)).status;
      };
      expect(await statusFor(keys.valid)).toBe(200);
      expect(await statusFor('unknown')).toBe(401);
      expect((await ask(example, {})).status).toBe(401);
    });
  },
);

test('the proxy passes the customer on, and ignores the header of a client', async () => {
  const source = examples.find((example) => example.includes('proxy')) ?? '';
  const { headers } = await ask(await runExample<Example>(readme, source), {
    authorization: `Bearer ${keys.valid}`,
    'x-customer': 'somebody_else',
  });
  expect(headers.get('x-middleware-request-x-customer')).toBe('customer_1');
});
