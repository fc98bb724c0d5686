import {
  judgeRevocation,
  type KeyChange,
  type KeyVerification,
  latestStaleMs,
} from '../oracles/revocation-oracle.js';
import type { ServiceNode } from '../service-node.js';
import { MAX_STALENESS_MS } from '../world.js';
import { type Course, createKey, type Lane, type NewKey, openLane, rest } from './lane.js';

/*
 * Keys that are verified at all three processes while they are disabled, enabled and deleted at one
 * of them.
 */

export interface Revocations {
  readonly done: Promise<void>;
  readonly counts: { changes: number; verifications: number };
  /** How long after a change a process still showed what was before it. */
  readonly most: { staleMs: number };
}

export function startRevocations(course: Course, name: string): Revocations {
  const lane = openLane(course, name);
  const counts = { changes: 0, verifications: 0 };
  const most = { staleMs: 0 };
  const run = async () => {
    for (let number = 1; !lane.isOver(); number += 1) {
      const story = await liveOnce(lane, `${name} ${number}`);
      lane.findings.judged(`${name} ${number}`, judgeRevocation(story));
      counts.changes += story.changes.length;
      counts.verifications += story.verifications.length;
      most.staleMs = Math.max(most.staleMs, latestStaleMs(story));
    }
  };
  return { done: run(), counts, most };
}

async function liveOnce(lane: Lane, subject: string) {
  const made = await createKey(lane, subject, {});
  const changes: KeyChange[] = [];
  const verifications: KeyVerification[] = [];
  let isOver = false;
  const verifyAt = async (node: ServiceNode) => {
    while (!isOver) {
      const body = { key: made.key };
      const sent = await lane.client.send(node, { name: 'keys.verifyKey', body, subject });
      if (sent.outcome.kind === 'answered') {
        verifications.push({ ...sent, code: sent.outcome.data.code });
      }
      await rest(lane);
    }
  };
  const running = Promise.all(lane.world.nodes.map(verifyAt));
  for (let count = lane.random.between(1, 4); count > 0; count -= 1) {
    await rest(lane, 300);
    changes.push(await change(lane, made, { subject, last: changes.at(-1), isLast: count === 1 }));
  }
  await rest(lane, 2 * MAX_STALENESS_MS);
  isOver = true;
  await running;
  return { changes, verifications, maxStalenessMs: MAX_STALENESS_MS };
}

interface ChangeOptions {
  readonly subject: string;
  readonly last: KeyChange | undefined;
  readonly isLast: boolean;
}

async function change(
  lane: Lane,
  { keyId }: NewKey,
  { subject, last, isLast }: ChangeOptions,
): Promise<KeyChange> {
  const isDeleted = isLast && lane.random.chance(60);
  const enabled = last?.code === 'DISABLED';
  const ask = isDeleted
    ? { name: 'keys.deleteKey', body: { keyId }, subject }
    : { name: 'keys.updateKey', body: { keyId, enabled }, subject };
  const sent = await lane.client.sendUntilAnswered(lane.random, ask);
  const code = enabled ? 'VALID' : 'DISABLED';
  return {
    code: isDeleted ? 'NOT_FOUND' : code,
    sentMs: sent.sentMs,
    answeredMs: sent.endedMs,
    node: sent.first ? sent.node : undefined,
  };
}
