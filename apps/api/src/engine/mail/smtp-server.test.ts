import { describe, expect, it } from 'vitest';
import { parseSmtpUrl } from './smtp-server.js';

describe('the address of a mail server', () => {
  it.each([
    [
      'smtps://mail.example.com',
      { host: 'mail.example.com', port: 465, secure: true, mustUseTls: false },
    ],
    [
      'smtp://mail.example.com',
      { host: 'mail.example.com', port: 587, secure: false, mustUseTls: true },
    ],
    ['smtp://127.0.0.1:2525', { host: '127.0.0.1', port: 2525, mustUseTls: false }],
    ['smtp://localhost:25/', { host: 'localhost', port: 25, mustUseTls: false }],
    ['smtp://[::1]:25', { host: '::1', port: 25, mustUseTls: false }],
    ['smtp://127.example.com', { host: '127.example.com', mustUseTls: true }],
    ['smtps://a%40b:p%3Aw@m.example', { auth: { user: 'a@b', pass: 'p:w' } }],
    ['smtps://m.example', { auth: undefined }],
  ])('%s is read', (text, expected) => {
    expect(parseSmtpUrl(text)).toMatchObject(expected);
  });

  it.each([
    'mail.example.com',
    'http://mail.example.com',
    'smtp://',
    'smtp://m.example/path',
    'smtp://m.example?tls=off',
    'smtp://m.example#x',
    'smtp://:password@m.example',
    'smtp://a%ZZ:b@m.example',
  ])('%s is none', (text) => {
    expect(parseSmtpUrl(text)).toBeUndefined();
  });
});
