import { Unkey } from '@unlatch/api';
import { readExamples, runExample } from '@unlatch/testkit';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';

// Here and not in the client's own package, because starting the service needs that client.
const readme = new URL('../../../packages/api/README.md', import.meta.url);
const examples = readExamples(readme);
const [first, response, lists, errors, safe, watching, operation, faster, middleware] = examples;

const { serverURL, rootKey } = inject('service');
const log = vi.spyOn(console, 'log').mockReturnValue();
let made: { apiId: string; keyId: string; key: string };

beforeAll(async () => {
  vi.stubEnv('UNLATCH_URL', serverURL);
  vi.stubEnv('UNLATCH_ROOT_KEY', rootKey);
  const unkey = new Unkey({ serverURL, rootKey });
  const { apiId } = (await unkey.apis.createApi({ name: 'readme' })).data;
  made = { apiId, ...(await unkey.keys.createKey({ apiId })).data };
});

afterAll(() => {
  vi.unstubAllEnvs();
  log.mockRestore();
});

/** The output of an example, with real ids in place of its placeholders. */
async function printed(example = ''): Promise<unknown[][]> {
  log.mockClear();
  const { apiId, keyId, key } = made;
  const source = example
    .replace('http://localhost:7070', serverURL)
    .replaceAll("'api_1234'", `'${apiId}'`)
    .replaceAll("'key_1234'", `'${keyId}'`)
    .replaceAll("'pay_1234'", `'${key}'`);
  await runExample(readme, source);
  return log.mock.calls;
}

test('the examples of the client do what their comments say', async () => {
  expect(examples).toHaveLength(9);
  const aText = expect.any(String);
  expect(await printed(first)).toEqual([
    [expect.stringMatching(/^pay_/)],
    ['welcome', expect.stringMatching(/^key_/)],
  ]);
  expect(await printed(response)).toEqual([
    [true, expect.stringMatching(/^req_/), 200, expect.stringContaining('GMT')],
  ]);
  expect(await printed(lists)).toEqual([[made.keyId], [1, null]]);
  expect(await printed(errors?.replace('api_1234', 'api_unknown'))).toEqual([['no such API']]);
  expect(await printed(safe)).toEqual([[true]]);
  expect(await printed(safe?.replace('key_1234', 'key_unknown'))).toEqual([['data/key_not_found']]);
  expect(await printed(watching)).toEqual([['keys.whoami', 200, expect.any(Number)]]);
  expect(await printed(operation)).toEqual([['VALID']]);
  const call = '\nconsole.log((await unkey.keys.getKey({ keyId: "key_1234" })).meta.requestId);';
  expect(await printed(faster + call.replace('key_1234', made.keyId))).toEqual([[aText]]);
});

test('the middleware in the README admits only a valid key', async () => {
  const { handle } = await runExample<{ handle(request: Request): Promise<Response> }>(
    readme,
    middleware ?? '',
  );
  const ask = (headers: Record<string, string>) =>
    handle(new Request('http://localhost/', { headers }));
  const welcome = await ask({ authorization: `Bearer ${made.key}` });
  expect([welcome.status, await welcome.text()]).toEqual([200, `welcome, ${made.keyId}`]);
  expect((await ask({})).status).toBe(401);
  expect((await ask({ authorization: 'Bearer unknown' })).status).toBe(401);
});
