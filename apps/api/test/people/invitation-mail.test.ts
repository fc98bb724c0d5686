import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.js';

let server: SMTPServer;
let harness: Harness;
const received: string[] = [];

beforeAll(async () => {
  server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('nobody') ? new Error('no such mailbox') : null),
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push(Buffer.concat(chunks).toString('utf8'));
        done();
      });
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  harness = await startHarness({
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM: 'Unlatch <no-reply@example.com>',
    PUBLIC_URL: 'https://keys.example.com',
  });
});
afterAll(async () => {
  await harness.stop();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

it('an invitation is mailed once, and the list says what became of the mail', async () => {
  const workspace = await harness.newWorkspace();
  const headers = { 'idempotency-key': 'invite once' };
  const request = { email: 'ada@example.com', role: 'developer' };
  const first = await workspace.call('team.createInvitation', request, { headers });
  const { token, link, mail } = first.body.data;
  expect([link, mail]).toEqual([`https://keys.example.com/join#${token}`, 'sending']);
  const again = await workspace.call('team.createInvitation', request, { headers });
  expect(again.body.data).toEqual(first.body.data);
  const lost = { email: 'nobody@example.com', role: 'analyst' };
  await workspace.call('team.createInvitation', lost);
  // It waits for the mails that are under way.
  await harness.deps.mailer?.stop();
  expect(received).toHaveLength(1);
  expect(received[0]).toContain('To: ada@example.com');
  expect(received[0]).toContain('as Developer');
  // Long lines are folded on their way.
  expect(received[0]?.replaceAll(/=\r\n/g, '')).toContain(link);
  const { body } = await workspace.call('team.listInvitations', {});
  const states = body.data.map((one: { email: string; mail: string }) => [one.email, one.mail]);
  expect(Object.fromEntries(states)).toEqual({
    'ada@example.com': 'sent',
    'nobody@example.com': 'failed',
  });
});
