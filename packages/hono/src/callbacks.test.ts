import { getRequestListener } from '@hono/node-server';
import { Unkey } from '@unlatch/api';
import {
  askOverHttp,
  type TestedAdapter,
  testThatCallbacksFailClosed,
  testThatPreflightsPass,
  testWhichHeadersContainKey,
} from '@unlatch/testkit/guard-tests';
import { Hono } from 'hono';
import { unkey } from './middleware.js';

const adapter: TestedAdapter = {
  ask(config, request, onPass) {
    const app = new Hono();
    app.use(unkey(config));
    app.all('/', (c) => {
      onPass();
      return c.text('passed');
    });
    const listener = getRequestListener(app.fetch);
    return askOverHttp((req, res) => void listener(req, res), request);
  },
  createClient: (fetch) => new Unkey({ rootKey: 'root_key', fetch }),
  noAnswers: [
    ['null', null],
    ['true', true],
    ['a text', 'sorry'],
    ['what only looks like a response', { status: 200, headers: new Headers() }],
  ],
};

testThatCallbacksFailClosed(adapter);
testWhichHeadersContainKey(adapter);
testThatPreflightsPass(adapter, { allowPreflight: true });
