import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { Mailer } from './mailer.js';
import { parseSmtpUrl } from './smtp-server.js';

const MAIL = {
  to: 'ada@example.com',
  subject: 'Join Ünlatch',
  text: 'https://x.example/join#abc\n',
};

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

interface Received {
  readonly to: readonly string[];
  readonly text: string;
}

/** A real SMTP server of this machine. `refuse`: it takes no mail. */
async function startServer({ refuse = false } = {}) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_address, _session, done) => done(refuse ? new Error('no such mailbox') : null),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ to, text: Buffer.concat(chunks).toString('utf8') });
        done();
      });
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  stops.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { received, port: portOf(listening) };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function mailerFor(url: string) {
  const failures: unknown[] = [];
  const server = parseSmtpUrl(url);
  if (server === undefined) throw new Error(`${url} is no address of a mail server`);
  const from = 'Unlatch <no-reply@example.com>';
  const mailer = new Mailer({ server, from, onFailure: (reason) => failures.push(reason) });
  stops.push(() => mailer.stop());
  return { mailer, failures };
}

describe('a mail', () => {
  it('arrives with its sender, subject and text', async () => {
    const { received, port } = await startServer();
    const { mailer, failures } = mailerFor(`smtp://127.0.0.1:${port}`);
    expect(await mailer.send(MAIL)).toBe('sent');
    expect(failures).toEqual([]);
    expect(received).toHaveLength(1);
    expect(received[0]?.to).toEqual(['ada@example.com']);
    expect(received[0]?.text).toContain('From: Unlatch <no-reply@example.com>');
    expect(received[0]?.text).toContain('https://x.example/join#abc');
  });

  it('cannot get a second recipient or header by what is in it', async () => {
    const { received, port } = await startServer();
    const { mailer } = mailerFor(`smtp://127.0.0.1:${port}`);
    await mailer.send({ ...MAIL, subject: 'Join\r\nBcc: evil@example.com' });
    expect(received[0]?.to).toEqual(['ada@example.com']);
    expect(received[0]?.text).not.toMatch(/^Bcc:/im);
  });

  it('fails where the server refuses it, or is not there', async () => {
    const { port } = await startServer({ refuse: true });
    for (const url of [`smtp://127.0.0.1:${port}`, 'smtp://127.0.0.1:1']) {
      const { mailer, failures } = mailerFor(url);
      expect(await mailer.send(MAIL)).toBe('failed');
      expect(failures).toHaveLength(1);
    }
  });

  it('is not sent in the clear to a server of another machine', async () => {
    const { received, port } = await startServer();
    const { mailer, failures } = mailerFor(`smtp://127.0.0.1:${port}`);
    const server = { host: '127.0.0.1', port, secure: false, mustUseTls: true, auth: undefined };
    const strict = new Mailer({
      server,
      from: 'a@b.example',
      onFailure: (reason) => failures.push(reason),
    });
    stops.push(() => strict.stop());
    expect(await strict.send(MAIL)).toBe('failed');
    expect(received).toEqual([]);
    expect(await mailer.send(MAIL)).toBe('sent');
  });
});

describe('with a server that says nothing', () => {
  async function startSilent() {
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket.on('error', () => undefined)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    stops.push(async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    });
    const hangUp = () => sockets.map((socket) => socket.destroy());
    return { server, port: portOf(server), hangUp };
  }

  it('a hundred mails wait beside two, one more fails at once, and a stop ends all', async () => {
    const { server, port, hangUp } = await startSilent();
    const { mailer, failures } = mailerFor(`smtp://127.0.0.1:${port}`);
    const waiting = Array.from({ length: 102 }, () => mailer.send(MAIL));
    await once(server, 'connection');
    await once(server, 'connection');
    expect(await mailer.send(MAIL)).toBe('failed');
    expect(failures).toHaveLength(1);
    await mailer.stop();
    hangUp();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['failed']));
    expect(await mailer.send(MAIL)).toBe('failed');
  });
});
