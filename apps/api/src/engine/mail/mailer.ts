import type { Transporter } from 'nodemailer';
import type { SmtpServer } from './smtp-server.js';

/** Plain text: a mail with markup is a second place where a name could become code. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** `failed`: it was not sent, and nothing tries again. Its sender shows the link instead. */
export type MailOutcome = 'sent' | 'failed';

interface MailerOptions {
  readonly server: SmtpServer;
  readonly from: string;
  /** For the log. The mail itself must not get there: its link is a secret. */
  readonly onFailure: (reason: unknown) => void;
}

/**
 * Sends mail through the SMTP server of the operator.
 *
 * | state | what may happen | what leads to the next |
 * |---|---|---|
 * | OPEN | mails are sent, two at a time; the others wait | `stop`: STOPPED |
 * | STOPPED | every mail fails at once, also those that wait | |
 *
 * Invariants:
 * 1. `send` never throws, and always comes to an end: each mail has a deadline.
 * 2. No request waits for a mail, and no transaction is open while one is sent.
 *
 * Full: beyond a hundred mails that wait, a new one fails at once. A person who invites so many at a
 * time can copy the links.
 *
 * The library is loaded with the first mail, because most installations send none.
 */
export class Mailer {
  readonly #options: MailerOptions;
  readonly #waiting: (() => void)[] = [];
  readonly #running = new Set<Promise<void>>();
  #underWay = 0;
  #isStopped = false;
  #transport: Promise<Transporter> | undefined;

  constructor(options: MailerOptions) {
    this.#options = options;
  }

  async send(mail: Mail): Promise<MailOutcome> {
    if (this.#isStopped || this.#waiting.length >= WAITING_MAX) return this.#fail(FULL);
    try {
      await this.#takeTurn();
      if (this.#isStopped) return 'failed';
      const transport = await this.#open();
      await transport.sendMail({ ...mail, from: this.#options.from, ...HARMLESS });
      return 'sent';
    } catch (error) {
      return this.#fail(error);
    } finally {
      this.#passTurn();
    }
  }

  /** Runs what sends a mail, and what follows from it, beside the request that asked for it. */
  afterwards(work: () => Promise<void>): void {
    const running = work()
      .catch((error: unknown) => this.#options.onFailure(error))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Waits for mails that are under way. The limit of the whole stop ends a silent server. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    const transport = await this.#transport?.catch(() => undefined);
    transport?.close();
    await Promise.all(this.#running);
  }

  #open(): Promise<Transporter> {
    this.#transport ??= openTransport(this.#options.server);
    return this.#transport;
  }

  async #takeTurn(): Promise<void> {
    if (this.#underWay < AT_ONCE_MAX) {
      this.#underWay += 1;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** The turn passes on, so nothing that comes now can take it first. */
  #passTurn(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#underWay -= 1;
    else next();
  }

  #fail(reason: unknown): MailOutcome {
    this.#options.onFailure(reason);
    return 'failed';
  }
}

const AT_ONCE_MAX = 2;
const WAITING_MAX = 100;
const FULL = new Error('too many mails are waiting, or the service is stopping');

/** A mail never reads a file or fetches an address, whatever its text is. */
const HARMLESS = { disableFileAccess: true, disableUrlAccess: true } as const;

const CONNECT_MS = 10_000;
const SILENCE_MS = 15_000;

async function openTransport({ host, port, secure, auth, mustUseTls }: SmtpServer) {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    host,
    port,
    secure,
    requireTLS: mustUseTls,
    ...(auth === undefined ? {} : { auth }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    dnsTimeout: CONNECT_MS,
    ...HARMLESS,
  });
}
