import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DatabaseUse } from '../store/database/database-use.js';
import { DatabaseUnavailableError } from '../store/database/failures.js';
import { withinDeadline } from './deadline.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const never = () => new Promise<never>(() => {});
const commit = (use: DatabaseUse, send: () => Promise<unknown>) =>
  use.run('commit', { send, cancel: () => undefined });

/** What the client is told when work without an end has taken a minute. */
async function detailOf(kind: 'read' | 'change' | 'spend', use: DatabaseUse | undefined) {
  const answer = withinDeadline(never(), { deadlineMs: 60_000, kind, use });
  vi.advanceTimersByTime(60_000);
  return answer.then(
    () => 'no problem',
    (problem: Error) => problem.message,
  );
}

describe('at the deadline', () => {
  it('a change of which no commit was sent has changed nothing, and says so', async () => {
    const use = new DatabaseUse();
    expect(await detailOf('change', use)).toBe(
      'The request was not answered within 60 seconds. Nothing was changed.',
    );
    const send = vi.fn(never);
    await expect(commit(use, send)).rejects.toThrow('the request is over');
    expect(send).not.toHaveBeenCalled();
  });

  it('a change of which a commit was sent says that its outcome is not known', async () => {
    const use = new DatabaseUse();
    void commit(use, never);
    expect(await detailOf('change', use)).toContain('It is not known whether the change');
  });

  it('a change whose commit the database has refused says that nothing was changed', async () => {
    const use = new DatabaseUse();
    await commit(use, () => Promise.reject(new Error('deferred constraint'))).catch(
      () => undefined,
    );
    expect(await detailOf('change', use)).toContain('Nothing was changed.');
  });

  it.each([
    ['read', 'The request was not answered within 60 seconds.'],
    [
      'spend',
      'The request was not answered within 60 seconds. It is not known whether it was counted.',
    ],
  ] as const)('a %s says: %s', async (kind, text) => {
    expect(await detailOf(kind, undefined)).toBe(text);
  });

  it('the statement under way is cancelled', async () => {
    const use = new DatabaseUse();
    const cancel = vi.fn();
    void use.run('update keys', { send: never, cancel });
    await detailOf('change', use);
    expect(cancel).toHaveBeenCalledOnce();
  });
});

it('a change whose connection breaks after the commit was sent says that its outcome is not known', async () => {
  const use = new DatabaseUse();
  const work = commit(use, () => Promise.reject(new DatabaseUnavailableError('no answer')));
  const answer = withinDeadline(work, { deadlineMs: 60_000, kind: 'change', use });
  await expect(answer).rejects.toThrow(
    'The database cannot be reached at the moment. It is not known whether the change was carried out.',
  );
});
