import { Type } from '@sinclair/typebox';
import { defineOperation, type Operation, servingBoundsOf } from '@unlatch/contract';
import { allOf } from '@unlatch/contract/rights/right';
import { closed } from '@unlatch/contract/shapes/schema';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.js';
import { createLog } from '../process/log.js';
import { createCallerJudge } from '../rpc/judge-caller.js';
import type { Rpc } from '../rpc/rpc.js';
import { respondWithProblem } from './answers/problem-responses.js';
import { parseJsonBodies } from './requests/json-bodies.js';
import { registerRpcs } from './rpc-routes.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());
afterEach(() => {
  vi.useRealTimers();
});

const definition: Operation = defineOperation({
  name: 'test.run',
  kind: 'read',
  summary: 'Runs',
  requires: { right: allOf() },
  request: closed({}),
  data: closed({}),
  problems: [],
  example: {},
});

/** A service with only this operation, and a function that calls it. */
async function serve(handle: Rpc['handle'], served: Rpc['definition'] = definition) {
  const app = fastify();
  app.decorateRequest('caller', null);
  app.setErrorHandler(respondWithProblem({ log: createLog('silent'), publicUrl: undefined }));
  parseJsonBodies(app, { maxBodyBytes: 1024, spareTime: harness.deps.spareTime });
  registerRpcs(
    app,
    { rpcs: [{ definition: served, callers: createCallerJudge(served), handle }], peopleRpcs: [] },
    { ...harness.deps, connectionConfig: { publicUrl: undefined, allowInsecureLogin: false } },
  );
  const { rootKey } = await harness.newWorkspace();
  return (url = '/v2/test.run') => call(app, rootKey, url);
}

function call(app: FastifyInstance, rootKey: string, url: string) {
  return app.inject({
    method: 'POST',
    url,
    headers: { authorization: `Bearer ${rootKey}`, 'content-type': 'application/json' },
    payload: '{}',
  });
}

describe('an operation', () => {
  it.each<[string, Rpc['handle']]>([
    ['at once', () => ({})],
    ['later', async () => ({})],
  ])('answers in the envelope when it is done %s', async (_title, handle) => {
    const answer = await (await serve(handle))();
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ meta: { requestId: expect.any(String) }, data: {} });
  });

  it.each<[string, Rpc['handle']]>([
    [
      'at once',
      () => {
        throw new Error('the secret reason');
      },
    ],
    ['later', () => Promise.reject(new Error('the secret reason'))],
    ['with no error', () => Promise.reject('the secret reason')],
  ])('does not tell the client why it failed unexpectedly %s', async (_title, handle) => {
    const answer = await (await serve(handle))();
    expect(answer.statusCode).toBe(500);
    expect(answer.json().error.type).toMatch(/unexpected_error$/);
    expect(answer.body).not.toContain('secret');
  });

  it('is counted once, as a failure, if its answer cannot be serialised', async () => {
    const named = { ...definition, name: 'test.named', data: closed({ name: Type.String() }) };
    const app = await serve(() => ({ not: 'a name' }), named);
    const { answersByClass } = harness.deps.traffic.of('test.named');
    expect((await app('/v2/test.named')).statusCode).toBe(500);
    expect(answersByClass).toEqual([0, 0, 0, 0, 0, 1]);
  });

  it('answers 408 once it has taken as long as its bounds allow', async () => {
    let reached = () => {};
    const run = await serve(() => {
      reached();
      return new Promise(() => {});
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let answer: ReturnType<typeof run> | undefined;
    await new Promise<void>((resolve) => {
      reached = resolve;
      answer = run();
    });
    const settled = vi.fn();
    void answer?.then(settled);
    vi.advanceTimersByTime(servingBoundsOf(definition).deadlineMs - 1);
    await new Promise(setImmediate);
    expect(settled).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    const { statusCode, body } = (await answer) ?? {};
    expect(statusCode).toBe(408);
    expect(JSON.parse(String(body)).error).toMatchObject({
      type: expect.stringMatching(/request_timeout$/),
      errors: [],
    });
  });
});
