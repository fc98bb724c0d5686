import { Unkey } from '@unlatch/api';
import {
  askOverHttp,
  type TestedAdapter,
  testThatCallbacksFailClosed,
  testThatPreflightsPass,
  testWhichHeadersContainKey,
} from '@unlatch/testkit/guard-tests';
import express from 'express';
import { unkey } from './middleware.js';

const adapter: TestedAdapter = {
  ask(config, request, onPass) {
    const app = express();
    app.use(unkey(config));
    app.all('/', (_req, res) => {
      onPass();
      res.send('passed');
    });
    return askOverHttp(app, request);
  },
  createClient: (fetch) => new Unkey({ rootKey: 'root_key', fetch }),
  noAnswers: [
    ['null', null],
    ['a text', 'sorry'],
  ],
  callbacksSend: true,
};

testThatCallbacksFailClosed(adapter);
testWhichHeadersContainKey(adapter);
testThatPreflightsPass(adapter, { allowPreflight: true });
