import { describe, expect, test } from 'vitest';
import { fakePlatform } from '../test/fake-platform.js';
import { InvalidRequestError } from './errors.js';
import { chooseRetryPolicy, chooseTimeoutMs, readBaseUrl, resolveSettings } from './settings.js';

const platform = fakePlatform();
const settings = resolveSettings({}, platform);

describe('the address', () => {
  test('an option comes before the environment, and the environment before the local service', () => {
    const withUrl = fakePlatform({ UNLATCH_URL: 'https://keys.example.com/' });
    expect(resolveSettings({}, platform).baseUrl).toBe('http://localhost:7070');
    expect(resolveSettings({}, withUrl).baseUrl).toBe('https://keys.example.com');
    expect(resolveSettings({ serverURL: 'http://10.0.0.1:80' }, withUrl).baseUrl).toBe(
      'http://10.0.0.1',
    );
  });

  test('a path in front of the API is kept, a trailing slash is not', () => {
    expect(readBaseUrl('https://example.com/unlatch//')).toBe('https://example.com/unlatch');
    expect(readBaseUrl(new URL('https://example.com/a?b#c'))).toBe('https://example.com/a');
  });

  test.each([
    ['https://example.com/v2', 'https://example.com'],
    ['https://example.com/a/v2//', 'https://example.com/a'],
    ['https://example.com//v2', 'https://example.com'],
    ['https://example.com/v22', 'https://example.com/v22'],
    ['https://example.com/v2/a', 'https://example.com/v2/a'],
  ])('%s may have the path of the API at its end', (address, expected) => {
    expect(readBaseUrl(address)).toBe(expected);
  });

  test('that is empty is refused as an option, and counts as none in the environment', () => {
    expect(() => resolveSettings({ serverURL: '' }, platform)).toThrow('serverURL is empty');
    const withEmpty = fakePlatform({ UNLATCH_URL: '' });
    expect(resolveSettings({}, withEmpty).baseUrl).toBe('http://localhost:7070');
  });

  test.each([
    'example.com',
    'ftp://example.com',
    'https://admin:hunter2@example.com',
    'admin:hunter2@host',
  ])('%s is refused without being quoted', (address) => {
    expect(() => readBaseUrl(address)).toThrow(InvalidRequestError);
    expect(() => readBaseUrl(address)).not.toThrow(/example|hunter2/);
  });
});

describe('the root key', () => {
  test('comes from the environment when it is not given or empty', () => {
    const withKey = fakePlatform({ UNKEY_ROOT_KEY: 'from_environment' });
    expect(resolveSettings({}, withKey).rootKey).toBe('from_environment');
    expect(resolveSettings({ rootKey: '' }, withKey).rootKey).toBe('from_environment');
    expect(resolveSettings({ rootKey: 'given' }, withKey).rootKey).toBe('given');
  });

  test('is that of UNLATCH_ROOT_KEY if UNKEY_ROOT_KEY has another', () => {
    const both = { UNLATCH_ROOT_KEY: 'ours', UNKEY_ROOT_KEY: 'theirs' };
    expect(resolveSettings({}, fakePlatform(both)).rootKey).toBe('ours');
    const withEmpty = fakePlatform({ ...both, UNLATCH_ROOT_KEY: '' });
    expect(resolveSettings({}, withEmpty).rootKey).toBe('theirs');
  });

  test('is refused in a browser unless the option allows it', () => {
    const browser = { ...fakePlatform(), isBrowser: () => true };
    expect(() => resolveSettings({ rootKey: 'r' }, browser)).toThrow(InvalidRequestError);
    const allowed = resolveSettings({ rootKey: 'r', dangerouslyAllowBrowser: true }, browser);
    expect(allowed.userAgent).toBeUndefined();
  });
});

describe('time for a call', () => {
  test('is 2 s for checks and 10 s for everything else', () => {
    expect(chooseTimeoutMs(settings, {}, 'check')).toBe(2_000);
    expect(chooseTimeoutMs(settings, {}, 'read')).toBe(10_000);
    expect(chooseTimeoutMs(settings, {}, 'write')).toBe(10_000);
  });

  test('is the option of the call, else that of the client', () => {
    const slow = { ...settings, timeoutMs: 60_000 };
    expect(chooseTimeoutMs(slow, {}, 'check')).toBe(60_000);
    expect(chooseTimeoutMs(slow, { timeoutMs: 5 }, 'check')).toBe(5);
    expect(chooseTimeoutMs(slow, { timeoutMs: Infinity }, 'check')).toBe(Infinity);
  });

  test.each([0, -1, NaN])('%d is refused', (timeoutMs) => {
    expect(() => chooseTimeoutMs(settings, { timeoutMs }, 'read')).toThrow(InvalidRequestError);
  });
});

describe('retries', () => {
  test('are 2 with waits from 100 ms to 2 s, for checks 1 with a wait below 25 ms', () => {
    const patient = chooseRetryPolicy(settings, {}, 'write');
    expect(patient).toMatchObject({ attemptsMax: 3, repeatsConnectionErrors: true });
    expect([patient.backoffMs(1, 1), patient.backoffMs(9, 1)]).toEqual([100, 2_000]);
    const quick = chooseRetryPolicy(settings, {}, 'check');
    expect(quick.attemptsMax).toBe(2);
    expect([quick.backoffMs(1, 1), quick.backoffMs(9, 1)]).toEqual([25, 100]);
  });

  test('options of the call come before those of the client, and `retry` before the options of @unkey/api', () => {
    const client = { ...settings, retry: { attempts: 5 } };
    expect(chooseRetryPolicy(client, {}, 'read').attemptsMax).toBe(5);
    expect(chooseRetryPolicy(client, { retries: { strategy: 'none' } }, 'read').attemptsMax).toBe(
      1,
    );
    const both = { retry: { attempts: 7 }, retries: { strategy: 'none' } } as const;
    expect(chooseRetryPolicy(client, both, 'read').attemptsMax).toBe(7);
  });

  test('a back-off of the caller is used unchanged', () => {
    const policy = chooseRetryPolicy(
      settings,
      { retry: { backoff: (retry) => retry * 7 } },
      'read',
    );
    expect(policy.backoffMs(3, 0.1)).toBe(21);
  });

  test('the options of @unkey/api are bounded by elapsed time instead of a count', () => {
    const backoff = { initialInterval: 10, maxInterval: 50, exponent: 3, maxElapsedTime: 1_000 };
    const retryConfig = { strategy: 'backoff', backoff } as const;
    const policy = chooseRetryPolicy({ ...settings, retryConfig }, {}, 'read');
    expect(policy).toMatchObject({
      attemptsMax: Infinity,
      elapsedMaxMs: 1_000,
      repeatsConnectionErrors: false,
    });
    expect([1, 2, 3].map((retry) => policy.backoffMs(retry, 1))).toEqual([10, 30, 50]);
  });
});
