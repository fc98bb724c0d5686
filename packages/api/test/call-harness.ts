import { afterEach, beforeEach, expect } from 'vitest';
import { createInvoke, type Operation } from '../src/invoke.js';
import type { RequestOptions, UnkeyOptions } from '../src/options.js';
import { resolveSettings } from '../src/settings.js';
import { type FakePlatform, fakePlatform } from './fake-platform.js';
import { type StubServer, startStubServer } from './stub-server.js';

export const read: Operation = { name: 'keys.getKey', kind: 'read' };
export const write: Operation = { name: 'keys.createKey', kind: 'write' };
export const check: Operation = { name: 'keys.verifyKey', kind: 'check' };

export interface CallHarness {
  server: StubServer;
  platform: FakePlatform;
  /** Starts a call. The outcome never rejects, so it can be awaited later. */
  start(
    operation: Operation,
    options?: RequestOptions,
    client?: UnkeyOptions,
  ): Promise<{ outcome: Promise<Outcome>; budgetMs: number }>;
  /** Advances the clock by the expected waits, in order, and returns how the call ended. */
  run(operation: Operation, waitsMs?: number[], options?: RequestOptions): Promise<Outcome>;
}

interface Outcome {
  value: unknown;
  error: unknown;
}

/** A stub server and a manual clock, both new for each test of the file. */
export function useCallHarness(): () => CallHarness {
  let harness: CallHarness | undefined;

  beforeEach(async () => {
    harness = createHarness(await startStubServer(), fakePlatform());
  });

  afterEach(async () => {
    await harness?.server.close();
    expect(harness?.platform.pendingTimers()).toBe(0);
  });

  return () => {
    if (harness === undefined) throw new Error('used outside of a test');
    return harness;
  };
}

function createHarness(server: StubServer, platform: FakePlatform): CallHarness {
  const start: CallHarness['start'] = async (operation, options = {}, client = {}) => {
    const defaults = { rootKey: 'root_key', serverURL: server.url };
    const settings = resolveSettings({ ...defaults, ...client }, platform);
    const outcome = createInvoke(settings, platform)(operation, { a: 1 }, options).then(
      ({ value }) => ({ value, error: undefined }),
      (error: unknown) => ({ value: undefined, error }),
    );
    const budgetMs = await platform.nextTimer();
    return { outcome, budgetMs };
  };

  const run: CallHarness['run'] = async (operation, waitsMs = [], options = {}) => {
    const { outcome } = await start(operation, options);
    for (const waitMs of waitsMs) {
      expect(await platform.nextTimer()).toBe(waitMs);
      platform.advance(waitMs);
    }
    return outcome;
  };

  return { server, platform, start, run };
}
