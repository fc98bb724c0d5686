import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, test } from 'vitest';

const entry = fileURLToPath(new URL('../dist/index.cjs', import.meta.url));

/** Web standards that every runtime has. No process, no Buffer, no Node global. */
const standards = {
  AbortController,
  AbortSignal,
  Headers,
  TextDecoder,
  URL,
  clearTimeout,
  setTimeout,
};

const verified = { meta: { requestId: 'req_1' }, data: { valid: true, code: 'VALID' } };

/** Runs the built package in a realm of its own. It may load only its own files. */
function runInSandbox(globals: object, source: string): unknown {
  const context = createContext({ ...standards, ...globals });

  function load(path: string): unknown {
    const exports = {};
    const require = (specifier: string) => {
      if (!specifier.startsWith('./')) throw new Error(`${specifier} is not part of the package`);
      return load(resolve(dirname(path), specifier));
    };
    const code = `(function (exports, require) { ${readFileSync(path, 'utf8')}\n})`;
    runInContext(code, context)(exports, require);
    return exports;
  }

  return runInContext(`(function (api) { ${source} })`, context)(load(entry));
}

const verify = `return new api.Unkey({ rootKey: 'r' }).keys.verifyKey({ key: 'k' });`;

describe('the built package', () => {
  test('works without process, Buffer, crypto and Node modules', async () => {
    const urls: string[] = [];
    const fetch = async (url: string) => {
      urls.push(url);
      return Response.json(verified);
    };
    expect(await runInSandbox({ fetch }, verify)).toEqual(verified);
    expect(urls).toEqual(['http://localhost:7070/v2/keys.verifyKey']);
  });

  test('makes idempotency keys without crypto too', async () => {
    const keys: (string | null)[] = [];
    const fetch = async (_url: string, init: RequestInit) => {
      keys.push(new Headers(init.headers).get('idempotency-key'));
      return Response.json(verified);
    };
    const create = `return new api.Unkey({ rootKey: 'r' }).keys.createKey({ apiId: 'a' });`;
    await runInSandbox({ fetch }, create);
    await runInSandbox({ fetch }, create);
    expect(keys).toEqual([expect.stringMatching(/^\w+$/), expect.stringMatching(/^\w+$/)]);
    expect(keys[0]).not.toBe(keys[1]);
  });

  test('refuses to run in a browser page', () => {
    const page = { window: { document: {} } };
    expect(() => runInSandbox(page, verify)).toThrow(/dangerouslyAllowBrowser/);
  });

  test('runs in a browser page if allowed, without a User-Agent', async () => {
    let headers: Headers | undefined;
    const fetch = async (_url: string, init: RequestInit) => {
      headers = new Headers(init.headers);
      return Response.json(verified);
    };
    const allowed = verify.replace(`'r'`, `'r', dangerouslyAllowBrowser: true`);
    await runInSandbox({ fetch, window: { document: {} } }, allowed);
    expect(headers?.has('user-agent')).toBe(false);
  });

  test('works without the environment if reading it is forbidden', () => {
    const process = {
      get env() {
        throw new Error('permission denied');
      },
    };
    expect(runInSandbox({ process }, `return typeof new api.Unkey().keys.verifyKey;`)).toBe(
      'function',
    );
  });
});
