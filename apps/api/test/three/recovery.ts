import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Sent } from './client.js';
import type { Course } from './lanes/lane.js';
import type { ServiceNode } from './service-node.js';

/** The next attempt to reach a store may be seconds away, on a busy machine more. */
const PATIENCE_MS = 240_000;
const DURATION_MS = 2_592_000_000;
const LIMIT = 50;

/** When all is repaired. Each must become true by itself, without a restart. */
export async function untilRecovered(course: Course): Promise<Record<string, number>> {
  const startMs = performance.now();
  await until(course, 'every process creates and verifies keys', () => allVerify(course));
  await until(course, 'the processes count together', () => countTogether(course));
  await until(course, 'all requests are over, and all events written', () => isAllDone(course));
  return { recoveredMs: performance.now() - startMs };
}

async function until(
  { findings }: Course,
  what: string,
  isTrue: () => Promise<boolean>,
): Promise<void> {
  const deadlineMs = performance.now() + PATIENCE_MS;
  while (!(await isTrue())) {
    if (performance.now() > deadlineMs) return findings.violation('recovery', `never: ${what}`);
    await pause(100);
  }
}

async function allVerify({ client, world, apiId }: Course): Promise<boolean> {
  const codes = await Promise.all(
    world.nodes.map(async (node) => {
      const create = { name: 'keys.createKey', body: { apiId, credits: { remaining: 1 } } };
      const made = await client.send(node, { ...create, subject: 'recovery' });
      if (made.outcome.kind === 'unknown') return [];
      const { key } = made.outcome.data;
      const verify = { name: 'keys.verifyKey', body: { key }, subject: 'recovery' };
      return Promise.all(world.nodes.map((other) => client.send(other, verify)));
    }),
  );
  // Whichever process comes first gets the one credit.
  return codes.every((sent) => {
    const outcomes = sent.map(codeOf).sort();
    return outcomes.join() === 'USAGE_EXCEEDED,USAGE_EXCEEDED,VALID';
  });
}

function codeOf({ outcome }: Sent): string {
  return outcome.kind === 'answered' ? outcome.data.code : 'unknown';
}

async function countTogether({ client, world }: Course): Promise<boolean> {
  const identifier = randomUUID();
  const body = { namespace: 'three', identifier, limit: LIMIT, duration: DURATION_MS };
  const ask = { name: 'ratelimit.limit', body, subject: 'recovery' };
  const check = async (node: ServiceNode) => {
    const { outcome } = await client.send(node, ask);
    return outcome.kind === 'answered' && outcome.data.success;
  };
  const checks = world.nodes.flatMap((node) => Array.from({ length: LIMIT }, () => check(node)));
  return (await Promise.all(checks)).filter((passed) => passed).length === LIMIT;
}

/** Requests that were given up by their client may still wait for an answer of a silent store. */
const NOTHING_OF = [
  'unlatch_requests_waiting',
  'unlatch_events_buffered',
  'unlatch_events_spilled_bytes',
];

async function isAllDone({ world }: Course): Promise<boolean> {
  const metrics = await Promise.all(world.nodes.map((node) => node.metrics()));
  return metrics.every((samples) => {
    return samples !== undefined && NOTHING_OF.every((name) => samples.get(name) === 0);
  });
}
