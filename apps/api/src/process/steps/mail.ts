import { Mailer } from '../../engine/mail/mailer.js';
import { PacedLines } from '../../lib/paced-lines.js';
import type { Step } from '../start-in-order.js';
import { STOP_TIMES } from '../stop-times.js';
import type { Basics } from './basics.js';

interface MailParts {
  /** `undefined`: no mail server is configured, so links are copied by hand. */
  readonly mailer: Mailer | undefined;
}

/** It connects with the first mail: the service works without its mail server. */
export const mail: Step<Pick<Basics, 'config' | 'log'>, MailParts> = {
  name: 'mail',
  async start({ config, log }) {
    if (config.mail === undefined) return { mailer: undefined };
    const lines = new PacedLines();
    const mailer = new Mailer({
      ...config.mail,
      onFailure: (err) =>
        lines.add(err instanceof Error ? err.message : '', (count) =>
          log.warn({ event: 'mail_not_sent', count, err }, 'a mail was not sent'),
        ),
    });
    return { mailer };
  },
  stop: async (given) => given.mailer?.stop(),
  stopLimitMs: STOP_TIMES.databaseClientsMs,
};
