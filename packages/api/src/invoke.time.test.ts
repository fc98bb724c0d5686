import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { check, read, useCallHarness, write } from '../test/call-harness.js';
import { hang, problem, success } from '../test/stub-server.js';
import { RequestAbortedError, RequestTimeoutError } from './errors.js';

const harness = useCallHarness();

describe('time', () => {
  test.each([
    [read, 10_000],
    [write, 10_000],
    [check, 2_000],
  ])('ends %o after %i ms and aborts its request', async (operation, timeoutMs) => {
    const { server, platform, start } = harness();
    server.reply(hang);
    const { outcome, budgetMs } = await start(operation);
    expect(budgetMs).toBe(timeoutMs);
    const request = await server.nextRequest();
    const closed = new Promise((resolve) => request.socket.once('close', resolve));
    platform.advance(timeoutMs);
    const { error } = await outcome;
    expect(error).toBeInstanceOf(RequestTimeoutError);
    expect(error).toMatchObject({
      code: 'client/timeout',
      message: `no answer from ${server.url} within ${timeoutMs} ms`,
    });
    await closed;
    expect(server.requests).toHaveLength(1);
  });

  test('covers all attempts together, not each of them', async () => {
    const { server, platform, start } = harness();
    server.reply(problem(500), hang);
    const { outcome } = await start(read, { timeoutMs: 1_000 });
    await server.nextRequest();
    platform.advance(await platform.nextTimer());
    await server.nextRequest();
    platform.advance(950);
    expect((await outcome).error).toBeInstanceOf(RequestTimeoutError);
  });

  test('covers an answer whose body stops in the middle', async () => {
    const { server, platform, start } = harness();
    server.reply((response) => response.writeHead(200).write('{"meta":'));
    const { outcome } = await start(read);
    await server.nextRequest();
    platform.advance(10_000);
    expect((await outcome).error).toBeInstanceOf(RequestTimeoutError);
  });

  test('covers the function that fetches the root key', async () => {
    const { platform, start } = harness();
    const { outcome } = await start(read, {}, { rootKey: () => new Promise(() => {}) });
    platform.advance(10_000);
    expect((await outcome).error).toBeInstanceOf(RequestTimeoutError);
  });

  test('ends a call whose fetch ignores the signal', async () => {
    const { platform, start } = harness();
    const { outcome } = await start(read, {}, { fetch: () => new Promise(() => {}) });
    platform.advance(10_000);
    expect((await outcome).error).toBeInstanceOf(RequestTimeoutError);
  });
});

describe('a signal', () => {
  test('aborts the request, and its reason is the cause of the error', async () => {
    const { server, start } = harness();
    server.reply(hang);
    const controller = new AbortController();
    const { outcome } = await start(write, { signal: controller.signal });
    await server.nextRequest();
    const reason = new Error('the user left');
    controller.abort(reason);
    const { error } = await outcome;
    expect(error).toBeInstanceOf(RequestAbortedError);
    expect(error).toMatchObject({ code: 'client/aborted', cause: reason });
  });

  test('ends a wait between two attempts at once', async () => {
    const { server, platform, start } = harness();
    server.reply(problem(500));
    const controller = new AbortController();
    const { outcome } = await start(read, { signal: controller.signal });
    await platform.nextTimer();
    controller.abort();
    expect((await outcome).error).toBeInstanceOf(RequestAbortedError);
    expect(server.requests).toHaveLength(1);
  });

  test('that was aborted before the call prevents the request', async () => {
    const { server, run } = harness();
    const { error } = await run(read, [], { signal: AbortSignal.abort() });
    expect(error).toBeInstanceOf(RequestAbortedError);
    expect(server.requests).toHaveLength(0);
  });

  test('has no listener after the call, since it may outlive many calls', async () => {
    const { server, run } = harness();
    server.reply(success({}));
    const { signal } = new AbortController();
    await run(read, [], { signal });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('has one listener for any number of calls, and none after them', async () => {
    const { server, start } = harness();
    server.reply(hang);
    const controller = new AbortController();
    const { signal } = controller;
    const started = [await start(read, { signal }), await start(check, { signal })];
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    controller.abort();
    for (const { outcome } of started) {
      expect((await outcome).error).toBeInstanceOf(RequestAbortedError);
    }
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('still aborts a call after another call with the same signal has ended', async () => {
    const { server, start } = harness();
    const controller = new AbortController();
    const { signal } = controller;
    let answerFirst = () => {};
    server.reply((response) => (answerFirst = () => success({})(response)), hang);
    const first = await start(read, { signal });
    await server.nextRequest();
    const second = await start(read, { signal });
    await server.nextRequest();
    answerFirst();
    expect((await first.outcome).error).toBeUndefined();
    controller.abort();
    expect((await second.outcome).error).toBeInstanceOf(RequestAbortedError);
  });

  test('does not replace the time limit', async () => {
    const { server, platform, start } = harness();
    server.reply(hang);
    const { outcome } = await start(read, { signal: new AbortController().signal });
    await server.nextRequest();
    platform.advance(10_000);
    expect((await outcome).error).toBeInstanceOf(RequestTimeoutError);
  });
});
