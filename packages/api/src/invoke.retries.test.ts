import { describe, expect, test } from 'vitest';
import { check, read, useCallHarness, write } from '../test/call-harness.js';
import { cut, html, problem, reset, success } from '../test/stub-server.js';
import {
  ConnectionError,
  InternalServerErrorResponse,
  TooManyRequestsErrorResponse,
} from './errors.js';
import type { Operation } from './invoke.js';

const harness = useCallHarness();

const deduplicated: Operation = { ...write, deduplicated: true };

const unavailable = problem(503, 'unkey/application/service_unavailable', { 'retry-after': '2' });

describe('a read', () => {
  test('is tried 3 times with growing waits', async () => {
    const { server, run } = harness();
    server.reply(problem(500), problem(502), success({}));
    const { value } = await run(read, [50, 100]);
    expect(value).toBeDefined();
    expect(server.requests).toHaveLength(3);
  });

  test('fails with the last error after that', async () => {
    const { server, run } = harness();
    server.reply(problem(503), problem(504), problem(500));
    const { error } = await run(read, [50, 100]);
    expect(error).toBeInstanceOf(InternalServerErrorResponse);
    expect(server.requests).toHaveLength(3);
  });

  test('is tried again when the connection breaks', async () => {
    const { server, run } = harness();
    server.reply(reset, cut, success({}));
    const { value } = await run(read, [50, 100]);
    expect(value).toBeDefined();
  });

  test('waits as long as Retry-After says', async () => {
    const { server, platform, run } = harness();
    const date = new Date(platform.nowMs() + 3_000).toUTCString();
    server.reply(
      problem(429, undefined, { 'retry-after': '2' }),
      problem(503, undefined, { 'retry-after': date }),
      success({}),
    );
    // The client reads the second date two seconds and a back-off later.
    const { value } = await run(read, [2_050, 1_050]);
    expect(value).toBeDefined();
  });

  test('fails at once when Retry-After does not fit in the time for the call', async () => {
    const { server, run } = harness();
    server.reply(
      problem(429, 'user/too_many_requests/workspace_rate_limited', { 'retry-after': '10' }),
    );
    const { error } = await run(read);
    expect(error).toBeInstanceOf(TooManyRequestsErrorResponse);
    expect(error).toMatchObject({
      retryAfterMs: 10_000,
      code: 'too_many_requests/workspace_rate_limited',
    });
    expect(server.requests).toHaveLength(1);
  });

  test('is not tried again with `attempts: 1` or the strategy `none`', async () => {
    const { server, run } = harness();
    server.reply(problem(500));
    await run(read, [], { retry: { attempts: 1 } });
    await run(read, [], { retries: { strategy: 'none' } });
    expect(server.requests).toHaveLength(2);
  });

  test('uses the back-off of the caller', async () => {
    const { server, run } = harness();
    server.reply(problem(500), problem(500), success({}));
    const { value } = await run(read, [7, 14], { retry: { backoff: (retry) => retry * 7 } });
    expect(value).toBeDefined();
  });
});

describe('a write', () => {
  test.each([
    ['500', problem(500)],
    ['502 from a proxy', html(502)],
    ['503', unavailable],
    ['504', problem(504)],
    ['reset', reset],
    ['cut', cut],
  ])('is not repeated after a %s, because it may have been done', async (_name, reply) => {
    const { server, run } = harness();
    server.reply(reply);
    const { error } = await run(write);
    expect(error).toBeInstanceOf(Error);
    expect(server.requests).toHaveLength(1);
  });

  test('is repeated under the same idempotency key if the server did nothing', async () => {
    const { server, run } = harness();
    server.reply(problem(429), success({}));
    const { value } = await run(write, [50]);
    expect(value).toBeDefined();
    const keys = server.requests.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual(['random-1', 'random-1']);
  });

  test('is repeated if no server listened, because it was never sent', async () => {
    const { server, run } = harness();
    await server.close();
    const { error } = await run(write, [50, 100]);
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({
      code: 'client/connection_failed',
      message: `${server.url} could not be reached (ECONNREFUSED)`,
      status: undefined,
    });
  });

  test('is repeated after any temporary failure if the server honours the idempotency key', async () => {
    const { server, run } = harness();
    server.reply(reset, problem(500), success({}));
    const { value } = await run(deduplicated, [50, 100]);
    expect(value).toBeDefined();
    const keys = server.requests.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual(['random-1', 'random-1', 'random-1']);
  });
});

describe('a check', () => {
  test('is tried at most twice, with a short wait', async () => {
    const { server, run } = harness();
    server.reply(problem(429));
    const { error } = await run(check, [12.5]);
    expect(error).toBeInstanceOf(TooManyRequestsErrorResponse);
    expect(server.requests).toHaveLength(2);
  });

  test('is not repeated after a 500, because credits may have been spent', async () => {
    const { server, run } = harness();
    server.reply(problem(500));
    await run(check);
    expect(server.requests).toHaveLength(1);
  });

  test('is repeated after a 500 only with an idempotency key that the server honours', async () => {
    const { server, run } = harness();
    server.reply(problem(500));
    await run({ ...check, deduplicated: true });
    expect(server.requests).toHaveLength(1);
    await run({ ...check, deduplicated: true }, [12.5], { idempotencyKey: 'mine' });
    expect(server.requests).toHaveLength(3);
  });
});
