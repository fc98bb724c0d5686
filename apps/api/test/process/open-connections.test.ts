import { once } from 'node:events';
import { connect } from 'node:net';
import { type RunningService, startService } from '@unlatch/testkit';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import {
  call,
  freshDataDir,
  isPostgresLeft,
  newApi,
  openEmbedded,
  start,
  untilWaiting,
} from './harness.js';

const UNLATCH_ROOT_KEY = 'unkey_of_the_connection_tests';

/** Sends on a connection that stays open. Returns when the service has read the text. */
async function send(service: RunningService, text: string): Promise<void> {
  const { hostname, port } = new URL(service.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write(text);
  // Connections are accepted and read in order.
  await newApi(service);
}

const HEADERS = [
  'POST /v2/keys.verifyKey HTTP/1.1',
  'host: x',
  `authorization: Bearer ${UNLATCH_ROOT_KEY}`,
  'content-type: application/json',
  'content-length: 14',
].join('\r\n');

/** Makes `localhost` mean both of its addresses, as it does on most machines. */
const BOTH_LOCALHOSTS = `
import dns from 'node:dns';
const { lookup } = dns;
dns.lookup = (host, options, done) => {
  if (host !== 'localhost' || !options.all) return lookup(host, options, done);
  done(null, [{ address: '127.0.0.1', family: 4 }, { address: '::1', family: 6 }]);
};`;

it('HOST=localhost listens on 127.0.0.1 alone, so no connection is overlooked', async () => {
  const program = `data:text/javascript,${encodeURIComponent(BOTH_LOCALHOSTS)}`;
  const env = { HOST: 'localhost', NODE_OPTIONS: `--import=${program}` };
  const service = await start(env, inject('adminUrl'));
  const { hostname, port } = new URL(service.url);
  expect(hostname).toBe('localhost');
  expect((await fetch(`${service.url}/v2/liveness`)).status).toBe(200);
  const other = connect(Number(port), '::1');
  onTestFinished(() => void other.destroy());
  await expect(once(other, 'connect')).rejects.toThrow(/ECONNREFUSED|EADDRNOTAVAIL/);
});

describe('SIGTERM', { timeout: 60_000 }, () => {
  it.each([
    ['nothing', ''],
    ['half of the headers', HEADERS],
    ['half of a body', `${HEADERS}\r\n\r\n{"key"`],
  ])('ends the service in order although a connection has sent %s', async (_, text) => {
    const service = await start({ UNLATCH_ROOT_KEY }, inject('adminUrl'));
    await send(service, text);
    await service.stop();
    expect(service.stderr()).not.toContain('stop_overdue');
  });

  it('stops PostgreSQL although a request does not finish, and says so', async () => {
    const dataDir = await freshDataDir();
    const service = await startService({ env: { DATA_DIR: dataDir } });
    onTestFinished(() => service.kill());
    const apiId = await newApi(service);
    const holder = await openEmbedded(dataDir);
    holder.on('error', () => undefined);
    await holder.query('begin');
    await holder.query('select from apis where id = $1 for update', [apiId]);
    const held = call(service, 'keys.createKey', { apiId }).catch(() => 'no answer');
    await untilWaiting(dataDir, 1);
    await expect(service.stop()).rejects.toThrow('exited with code 1');
    expect(await held).toBe('no answer');
    expect(service.stderr()).toContain('"part":"requests","requests":1');
    expect(await isPostgresLeft(dataDir)).toBe(false);
  });
});
