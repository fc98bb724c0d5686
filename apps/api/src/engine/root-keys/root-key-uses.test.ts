import { describe, expect, it } from 'vitest';
import type { RootKeyUse } from '../../store/root-keys/root-keys.js';
import { newUseSlot, RootKeyUses } from './root-key-uses.js';

/** Uses whose writes end when the test says so. */
function startUses() {
  const written: (readonly RootKeyUse[])[] = [];
  const failures: unknown[] = [];
  let answer = Promise.resolve();
  const uses = new RootKeyUses({
    write(list) {
      written.push(list);
      return answer;
    },
    onFailed: (reason) => failures.push(reason),
  });
  return {
    uses,
    written,
    failures,
    answerWith: (next: Promise<void>) => {
      answer = next;
    },
  };
}

const slotOf = (id: string) => newUseSlot({ workspaceId: 'ws_1', id });
const use = (rootKeyId: string, lastUsedAtMs: number) => {
  return { workspaceId: 'ws_1', rootKeyId, lastUsedAtMs };
};

describe('the uses of root keys', () => {
  it('are written once for many requests, with the latest time', async () => {
    const { uses, written } = startUses();
    const [one, two] = [slotOf('one'), slotOf('two')];
    for (const nowMs of [1, 2, 3]) uses.note(one, nowMs);
    uses.note(two, 2);
    await uses.write();
    await uses.write();
    expect(written).toEqual([[use('one', 3), use('two', 2)]]);
  });

  it('are written again after a use during the write', async () => {
    const { uses, written, answerWith } = startUses();
    let resolve: () => void = () => undefined;
    answerWith(
      new Promise((done) => {
        resolve = done;
      }),
    );
    const slot = slotOf('one');
    uses.note(slot, 1);
    const writing = uses.write();
    await Promise.resolve();
    uses.note(slot, 2);
    resolve();
    await writing;
    await uses.write();
    expect(written).toEqual([[use('one', 1)], [use('one', 2)]]);
  });

  it('wait for the next write when one fails, and lose no later use', async () => {
    const { uses, written, failures, answerWith } = startUses();
    const reason = new Error('no database');
    answerWith(Promise.reject(reason));
    const slot = slotOf('one');
    uses.note(slot, 1);
    await uses.write();
    expect(failures).toEqual([reason]);
    uses.note(slot, 2);
    answerWith(Promise.resolve());
    await uses.write();
    expect(written.at(-1)).toEqual([use('one', 2)]);
  });

  it('are bounded, and room is back after a write', async () => {
    const { uses, written } = startUses();
    const slots = Array.from({ length: 20_001 }, (_, index) => slotOf(String(index)));
    for (const slot of slots) uses.note(slot, 1);
    await uses.write();
    expect(written[0]).toHaveLength(20_000);
    const last = slots.at(-1);
    if (last !== undefined) uses.note(last, 2);
    await uses.write();
    expect(written[1]).toEqual([use('20000', 2)]);
  });

  it('are written by the stop', async () => {
    const { uses, written } = startUses();
    uses.start();
    uses.note(slotOf('one'), 1);
    await uses.stop();
    expect(written).toEqual([[use('one', 1)]]);
  });
});
