import { describe, expect, it } from 'vitest';
import { newId, newRequestId } from '../../lib/ids.js';
import { formatKey } from '../key-format/format-key.js';
import { redactBody, redactHeaders, redactText } from './redact.js';

const KEY = formatKey({ prefix: 'prod', secretBytes: Buffer.alloc(16, 7) }).key;
const BOUNDS = { secrets: ['key'], lengthMax: 1000 };

describe('a text keeps', () => {
  it('ids of the service, words, addresses and dates', () => {
    for (const text of [
      newId('key', Date.UTC(2026, 0, 1)),
      newRequestId(),
      'curl/8.5.0',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)',
      '0b0f7a1e-8f7d-4a3c-9d56-2f4f0a8a7c11',
      'user@example.com',
    ]) {
      expect(redactText(text)).toBe(text);
    }
  });

  it('no key, of the shortest length and with every byte, wherever it stands', () => {
    for (let byte = 0; byte < 256; byte++) {
      const { key } = formatKey({ prefix: '', secretBytes: Buffer.alloc(16, byte || 1) });
      expect(key.length).toBeGreaterThanOrEqual(20);
      expect(redactText(`a ${key}, b`)).toBe('a [REDACTED], b');
    }
    expect(redactText(KEY)).toBe('prod_[REDACTED]');
  });
});

describe('headers', () => {
  it('lose credentials, and what proxies have added', () => {
    const headers = {
      authorization: 'Bearer x',
      cookie: 'a=b',
      'proxy-authorization': 'x',
      'idempotency-key': 'once',
      'x-forwarded-for': '203.0.113.7',
      'x-real-ip': '203.0.113.7',
      traceparent: '00-1',
      'user-agent': `curl ${KEY}`,
      accept: ['a', 'b'],
      'x-none': undefined,
    };
    expect(redactHeaders(headers)).toEqual([
      'authorization: [REDACTED]',
      'cookie: [REDACTED]',
      'proxy-authorization: [REDACTED]',
      'idempotency-key: [REDACTED]',
      'user-agent: curl prod_[REDACTED]',
      'accept: a, b',
    ]);
  });

  it('are cut when they are long', () => {
    const [header = ''] = redactHeaders({ 'x-long': 'a b '.repeat(1000) });
    expect(header.length).toBeLessThanOrEqual('x-long: '.length + 512);
  });
});

describe('a body', () => {
  it('loses secret fields at any depth, and keys in the wrong place', () => {
    const body = { key: KEY, name: KEY, keys: [{ key: 'short', tags: [KEY, 'a'] }], n: 1, z: null };
    expect(JSON.parse(redactBody(body, BOUNDS) ?? '')).toEqual({
      key: '[REDACTED]',
      name: 'prod_[REDACTED]',
      keys: [{ key: '[REDACTED]', tags: ['prod_[REDACTED]', 'a'] }],
      n: 1,
      z: null,
    });
    const named = redactBody({ meta: { [KEY]: true } }, BOUNDS);
    expect(named).toBe('{"meta":{"prod_[REDACTED]":true}}');
  });

  it('is left out when it is too large, without reading on', () => {
    let read = 0;
    const list = Array.from({ length: 10_000 }, () => ({
      get a() {
        read += 1;
        return 'abcdefgh';
      },
    }));
    expect(redactBody({ list }, BOUNDS)).toBeNull();
    expect(read).toBeLessThan(200);
    expect(redactBody('\u0001'.repeat(900), BOUNDS)).toBeNull();
    expect(redactBody(undefined, BOUNDS)).toBeNull();
  });
});
