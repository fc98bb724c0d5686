import { Unkey } from '@unlatch/api';
import {
  askOverHttp,
  type TestedAdapter,
  testThatCallbacksFailClosed,
  testThatPreflightsPass,
  testWhichHeadersContainKey,
} from '@unlatch/testkit/guard-tests';
import { listenerOf } from '../test/api-route.js';
import { withUnkeyPages } from './with-unkey-pages.js';

const adapter: TestedAdapter = {
  ask(config, request, onPass) {
    const route = withUnkeyPages((_req, res) => {
      onPass();
      res.send('passed');
    }, config);
    return askOverHttp(listenerOf(route), request);
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
testThatPreflightsPass(adapter, { preflight: (_req: unknown, res: Ending) => res.end() });

interface Ending {
  end(): unknown;
}
