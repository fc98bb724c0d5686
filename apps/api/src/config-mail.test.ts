import { describe, expect, it } from 'vitest';
import { readConfig } from './config.js';

const FULL = {
  SMTP_URL: 'smtps://user:secret%40word@mail.example.com',
  MAIL_FROM: 'Unlatch <no-reply@example.com>',
  PUBLIC_URL: 'https://keys.example.com',
};

describe('the settings of mail', () => {
  it('are none by default', () => {
    expect(readConfig({}).mail).toBeUndefined();
    expect(readConfig({ MAIL_FROM: FULL.MAIL_FROM }).mail).toBeUndefined();
  });

  it('are the server and the sender', () => {
    expect(readConfig(FULL).mail).toEqual({
      from: 'Unlatch <no-reply@example.com>',
      server: {
        host: 'mail.example.com',
        port: 465,
        secure: true,
        mustUseTls: false,
        auth: { user: 'user', pass: 'secret@word' },
      },
    });
  });

  it.each([
    [{ SMTP_URL: 'mail.example.com' }, 'SMTP_URL must be smtps://'],
    [{ MAIL_FROM: '' }, 'SMTP_URL needs MAIL_FROM'],
    [{ MAIL_FROM: 'no address' }, 'SMTP_URL needs MAIL_FROM'],
    [{ MAIL_FROM: 'a@b\nBcc: c@d' }, 'SMTP_URL needs MAIL_FROM'],
    [{ PUBLIC_URL: '' }, 'SMTP_URL needs PUBLIC_URL'],
  ])('are refused with %j, without the password', (change, message) => {
    const read = () => readConfig({ ...FULL, ...change });
    expect(read).toThrow(message);
    expect(read).not.toThrow('secret');
  });
});
