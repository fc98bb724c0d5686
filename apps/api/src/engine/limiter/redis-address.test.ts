import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRedisUrl } from './redis-address.js';

const PLAIN = { isEncrypted: false, username: undefined, password: undefined, database: 0 };

describe('parseRedisUrl', () => {
  it.each([
    ['redis://cache', { ...PLAIN, hosts: [{ host: 'cache', port: 6379 }] }],
    ['valkey://10.0.0.1:7000', { ...PLAIN, hosts: [{ host: '10.0.0.1', port: 7000 }] }],
    ['redis://[::1]:7000', { ...PLAIN, hosts: [{ host: '::1', port: 7000 }] }],
    [
      'redis://a:1,b:2,[fe80::1]',
      {
        ...PLAIN,
        hosts: [
          { host: 'a', port: 1 },
          { host: 'b', port: 2 },
          { host: 'fe80::1', port: 6379 },
        ],
      },
    ],
    [
      'rediss://user:p%40s%3As%2F@cache/3',
      {
        hosts: [{ host: 'cache', port: 6379 }],
        isEncrypted: true,
        username: 'user',
        password: 'p@s:s/',
        database: 3,
      },
    ],
    [
      'valkeys://:secret@cache/',
      { ...PLAIN, hosts: [{ host: 'cache', port: 6379 }], isEncrypted: true, password: 'secret' },
    ],
  ])('reads %s', (url, address) => {
    expect(parseRedisUrl(url)).toEqual(address);
  });

  it.each([
    'cache:6379',
    'http://cache',
    'redis://',
    'redis://a,,b',
    'redis://a:port',
    'redis://a:70000',
    'redis://a,b/1',
    'redis://a/one',
    'redis://a?cluster=true',
    'redis://user:%zz@a',
    'redis://user:p@ss@a',
    'redis://a b',
  ])('refuses %s', (url) => {
    expect(parseRedisUrl(url)).toBeUndefined();
  });

  it('reads every password that is percent-encoded', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (password) => {
        const url = `redis://:${encodeURIComponent(password)}@cache`;
        expect(parseRedisUrl(url)?.password).toBe(password);
      }),
    );
  });
});
