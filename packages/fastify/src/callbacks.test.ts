import { EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { Unkey } from '@unlatch/api';
import {
  askOverHttp,
  type TestedAdapter,
  testThatCallbacksFailClosed,
  testThatPreflightsPass,
  testWhichHeadersContainKey,
} from '@unlatch/testkit/guard-tests';
import Fastify from 'fastify';
import { expect, test, vi } from 'vitest';
import { unkey } from './hook.js';

const adapter: TestedAdapter = {
  async ask(config, request, onPass) {
    const app = Fastify();
    app.addHook('onRequest', unkey(config));
    app.all('/', async () => {
      onPass();
      return 'passed';
    });
    await app.ready();
    return askOverHttp(app.routing, request);
  },
  createClient: (fetch) => new Unkey({ rootKey: 'root_key', fetch }),
  callbacksSend: true,
};

testThatCallbacksFailClosed(adapter);
testWhichHeadersContainKey(adapter);
testThatPreflightsPass(adapter, { allowPreflight: true });

test('a client that leaves before its refusal is complete does not make the route run', async () => {
  const onPass = vi.fn();
  const app = Fastify();
  app.addHook('onRequest', unkey());
  const steps = new EventEmitter();
  const [sending, left] = [once(steps, 'sending'), once(steps, 'left')];
  app.addHook('onSend', async () => {
    steps.emit('sending');
    await left;
  });
  app.get('/', async () => onPass());
  await app.listen({ host: '127.0.0.1', port: 0 });
  const closed = new Promise((resolve) => {
    app.server.once('connection', (socket) => socket.once('close', resolve));
  });
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(app.listeningOrigin).port) });
  await once(socket, 'connect');
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await sending;
  socket.destroy();
  await closed;
  steps.emit('left');
  for (let turns = 0; turns < 10; turns += 1) await turn();
  expect(onPass).not.toHaveBeenCalled();
  await app.close();
});
