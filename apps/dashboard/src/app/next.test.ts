import { describe, expect, it } from 'vitest';
import { safeNext } from './next.js';

const ORIGIN = 'http://localhost:7070';

describe('the page after the log-in', () => {
  it.each([
    ['/w/acme/apis?q=a&status=disabled', '/w/acme/apis?q=a&status=disabled'],
    ['/account/security', '/account/security'],
    ['/join', '/join'],
    ['/w/acme/../acme/apis', '/w/acme/apis'],
  ])('is %s, if the address names it', (next, page) => {
    expect(safeNext(next, ORIGIN)).toBe(page);
  });

  it.each([
    undefined,
    '',
    'w/acme',
    'https://evil.example/w/acme',
    '//evil.example/w/acme',
    '/\\evil.example/w/acme',
    '/\t/evil.example/w',
    '/\n//evil.example',
    'javascript:alert(1)',
    '/w/../../login',
    '/reference/',
    '/ui/rpc/login.logOut',
    '/wrong',
    ['/w/acme', '/w/acme'],
    { toString: () => '/w/acme' },
  ])('is the start for %s, which leads elsewhere', (next) => {
    expect(safeNext(next, ORIGIN)).toBe('/');
  });

  it('keeps no fragment, which a script might read', () => {
    expect(safeNext('/w/acme#token', ORIGIN)).toBe('/w/acme');
  });
});
