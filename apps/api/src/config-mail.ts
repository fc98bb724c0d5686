import { parseSmtpUrl, type SmtpServer } from './engine/mail/smtp-server.js';
import type { EnvReader } from './lib/env-reader.js';

/** How the service sends mail. `undefined`: it sends none, and links are copied by hand. */
export interface MailConfig {
  readonly server: SmtpServer;
  /** As the header has it: an address, or a name with an address in angle brackets. */
  readonly from: string;
}

// Messages never repeat the value, because it may contain a password.
export function readMailConfig({ secret, text, problems }: EnvReader): MailConfig | undefined {
  const url = secret('SMTP_URL');
  const from = text('MAIL_FROM');
  if (url === undefined) return undefined;
  const server = parseSmtpUrl(url);
  if (server === undefined) {
    problems.push(
      'SMTP_URL must be smtps://[user:password@]host[:port], or smtp:// for a server that changes to TLS; @, : and / in a password are written %40, %3A and %2F',
    );
  }
  if (from === undefined || !FROM.test(from)) {
    problems.push(
      'SMTP_URL needs MAIL_FROM, the sender of mails, such as Unlatch <no-reply@example.com>',
    );
  }
  const hasPublicUrl = (text('PUBLIC_URL') ?? text('PUBLIC_URL_FILE')) !== undefined;
  if (!hasPublicUrl) problems.push('SMTP_URL needs PUBLIC_URL, because mails have links');
  return server === undefined || from === undefined ? undefined : { server, from };
}

const FROM = /^(?:[^<>\r\n]{1,100}<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/;
