import { expect, it } from 'vitest';
import { readConfig } from './config.js';

it.each([
  'https://app.example.com',
  'http://localhost:3000',
  'http://[::1]:3000',
  'https://xn--bcher-kva.example',
  'chrome-extension://abcdefghijklmnop',
])('takes the origin %s', (origin) => {
  expect(readConfig({ CORS_ORIGINS: origin }).corsOrigins).toEqual([origin]);
});
