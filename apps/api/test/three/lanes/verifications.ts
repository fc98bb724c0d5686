import { anyNode, type Course, createKey, type Lane, openLane, rest } from './lane.js';

/*
 * Keys that never change, old and just created, and a text that is no key. Each has one right
 * answer; a process that does not know it says nothing of the key.
 */

const KEYS = 20;

export interface Verifications {
  readonly done: Promise<void>;
}

export function startVerifications(course: Course, name: string): Verifications {
  const lane = openLane(course, name);
  const run = async () => {
    const keys: string[] = [];
    for (let number = 0; number < KEYS; number += 1) {
      keys.push((await createKey(lane, name, {})).key);
    }
    while (!lane.isOver()) {
      const percent = lane.random.below(100);
      if (percent < 10) await expectCode(lane, 'no_key_has_this_text', 'NOT_FOUND');
      else if (percent < 20) await expectCode(lane, (await createKey(lane, name, {})).key, 'VALID');
      else await expectCode(lane, keys[lane.random.below(KEYS)] ?? '', 'VALID');
      await rest(lane);
    }
  };
  return { done: run() };
}

async function expectCode(lane: Lane, key: string, code: string): Promise<void> {
  const ask = { name: 'keys.verifyKey', body: { key }, subject: lane.name };
  const { outcome } = await lane.client.send(anyNode(lane), ask);
  if (outcome.kind === 'unknown' || outcome.data.code === code) return;
  lane.findings.violation(lane.name, `${outcome.data.code}, although the key is ${code}`);
}
