import { readExamples, runExample } from '@unlatch/testkit';
import {
  serviceForExamples,
  testThatExamplesCompile,
  testThatExamplesGuard,
} from '@unlatch/testkit/readme-tests';
import { NextRequest } from 'next/server.js';
import { expect, test } from 'vitest';
import { askApiRoute } from './api-route.js';
import { optionsFor, readme } from './project.js';

/** An example is a route, a proxy or a handler of `pages/api`. */
interface Example {
  GET?: Handler;
  proxy?: Handler;
  default?: unknown;
}

type Handler = (req: NextRequest, context: { params: Promise<object> }) => Promise<Response>;

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

const running = serviceForExamples();

testThatExamplesCompile({
  readme,
  count: 8,
  mistake: ['.data', '.no'],
  compilerOptions: optionsFor('next'),
});

testThatExamplesGuard<Example>(readme, running, (example) => ({
  statusFor: async (headers) => (await ask(example, headers)).status,
}));

test('the proxy hands the customer on, and not what a client says in its place', async () => {
  const source = readExamples(readme).find((example) => example.includes('x-customer')) ?? '';
  const { headers } = await ask(await runExample<Example>(readme, source), {
    authorization: `Bearer ${running.keys.valid}`,
    'x-customer': 'another_customer',
  });
  expect(headers.get('x-middleware-request-x-customer')).toBe('customer_1');
});

test('the example for browsers answers a preflight without a key', async () => {
  const source = readExamples(readme).find((example) => example.includes('preflight')) ?? '';
  const { proxy } = await runExample<{ proxy: (req: NextRequest) => Promise<Response> }>(
    readme,
    source,
  );
  const headers = { origin: 'https://app.example', 'access-control-request-method': 'GET' };
  const answer = await proxy(
    new NextRequest('http://localhost/api/me', { method: 'OPTIONS', headers }),
  );
  expect(answer.status).toBe(204);
  expect(answer.headers.get('access-control-allow-headers')).toBe('Authorization');
});
