import { type RunningService, startService } from '@unlatch/testkit';
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { call, isAlive, newApi, start, TWO_WORKERS, workerPids } from './harness.js';

/**
 * Sends a request on a connection of its own. Returns its status, or undefined without a response.
 */
async function ask(service: RunningService): Promise<number | undefined> {
  const headers = { connection: 'close' };
  const answer = await fetch(`${service.url}/v2/nothing.here`, { headers }).catch(() => undefined);
  await answer?.text();
  return answer?.status;
}

function answeredBy(service: RunningService): Set<number> {
  const lines = service.stderr().match(/"worker":\d+,"event":"request_failed"/g) ?? [];
  return new Set(lines.map((line) => Number(line.match(/\d+/)?.[0])));
}

describe('a service with workers', { timeout: 60_000 }, () => {
  it('lets each of them answer, on one port, and knows no key that one of them has deleted', async () => {
    const env = { ...TWO_WORKERS, LOG_LEVEL: 'debug' };
    const service = await start(env, inject('adminUrl'));
    while (answeredBy(service).size < 2) expect(await ask(service)).toBe(404);
    const apiId = await newApi(service);
    const { data } = await call(service, 'keys.createKey', { apiId });
    await call(service, 'keys.deleteKey', { keyId: data.keyId });
    await vi.waitFor(async () => {
      const codes = Array.from({ length: 8 }, () =>
        call(service, 'keys.verifyKey', { key: data.key }),
      );
      const answers = await Promise.all(codes);
      expect(new Set(answers.map((answer) => answer.data.code))).toEqual(new Set(['NOT_FOUND']));
    });
  });

  it('goes on answering while a killed worker is replaced (invariant 1 of the pool)', async () => {
    const env = { ...TWO_WORKERS, LOG_LEVEL: 'debug' };
    const service = await start(env, inject('adminUrl'));
    const [victim = 0] = workerPids(service);
    process.kill(victim, 'SIGKILL');
    await service.line(/"event":"worker_ended".*"signal":"SIGKILL"/);
    expect(await ask(service)).toBe(404);
    await service.line(/"event":"worker_listening","worker":3/);
    while (!answeredBy(service).has(3)) expect(await ask(service)).toBe(404);
    const [, second = 0, third = 0] = workerPids(service);
    await service.stop();
    for (const pid of [service.pid, second, third]) expect(isAlive(pid)).toBe(false);
  });

  it('does not stop in order when a worker dies during the stop (invariant 4 of the pool)', async () => {
    const service = await startService({ env: TWO_WORKERS, adminUrl: inject('adminUrl') });
    onTestFinished(() => service.kill());
    await service.line(/"event":"worker_listening","worker":2/);
    const [victim = 0] = workerPids(service);
    // So that the worker cannot end before it is killed.
    process.kill(victim, 'SIGSTOP');
    const stopped = expect(service.stop()).rejects.toThrow('exited with code 1');
    await service.line(/"event":"stopping","reason":"SIGTERM"/);
    process.kill(victim, 'SIGKILL');
    await stopped;
    expect(service.stderr()).not.toContain('stop_overdue');
    expect(service.stderr()).not.toContain('worker_ended');
  });
});
