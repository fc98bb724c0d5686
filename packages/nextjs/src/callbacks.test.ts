import { Unkey } from '@unlatch/api';
import {
  type TestedAdapter,
  testThatCallbacksFailClosed,
  testThatPreflightsPass,
  testWhichHeadersContainKey,
} from '@unlatch/testkit/guard-tests';
import { NextRequest, NextResponse } from 'next/server.js';
import { withUnkey } from './with-unkey.js';

const adapter: TestedAdapter = {
  async ask(config, { method, headers }, onPass) {
    const lines = new Headers();
    for (const [name, value] of headers) lines.append(name, value);
    const route = withUnkey(() => {
      onPass();
      return new Response('passed');
    }, config);
    const request = new NextRequest('http://localhost/', { method, headers: lines });
    // As middleware, Next takes nothing, and a response with this header, for a request to go on.
    const response = await route(request).catch(() => new Response('', { status: 500 }));
    if (!(response instanceof Response) || response.headers.has('x-middleware-next')) onPass();
    return { status: response.status, body: await response.text() };
  },
  createClient: (fetch) => new Unkey({ rootKey: 'root_key', fetch }),
  noAnswers: [
    ['null', null],
    ['true', true],
    ['a text', 'sorry'],
    ['what only looks like a response', { status: 200, headers: new Headers() }],
    ['a response that tells Next to go on', NextResponse.next()],
  ],
};

testThatCallbacksFailClosed(adapter);
testWhichHeadersContainKey(adapter);
testThatPreflightsPass(adapter, { preflight: () => NextResponse.next() });
