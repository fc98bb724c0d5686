import type { Sent } from '../client.js';
import { judgeLimit, type LimitCheck } from '../oracles/limit-oracle.js';
import type { ServiceNode } from '../service-node.js';
import { anyNode, type Course, createKey, type Lane, openLane, rest } from './lane.js';

/*
 * Identifiers that live for some bursts of checks, over all three processes: in a namespace, two of
 * them in one request, or a limit of a key. Their windows do not end while the test runs.
 */

const DURATION_MS = 2_592_000_000;
const LOCAL_DECISIONS = 'unlatch_redis_without_total{kind="decided_locally"}';

export interface Limits {
  readonly done: Promise<void>;
  readonly counts: {
    /** Identifiers whose processes all counted in Redis, and whose counts were never lost. */
    exact: number;
    /** All others. */
    bounded: number;
  };
  /** The most that passed, as a multiple of the limit. */
  readonly most: { limitsPassed: number };
}

/** Counts the losses of counts in Redis so far. */
export type CountLosses = () => number;

export function startLimits(course: Course, name: string, losses: CountLosses): Limits {
  const lane = openLane(course, name);
  const counts = { exact: 0, bounded: 0 };
  const most = { limitsPassed: 0 };
  const run = async () => {
    for (let number = 1; !lane.isOver(); number += 1) {
      await liveOnce(lane, { subject: `${name} ${number}`, losses, counts, most });
    }
  };
  return { done: run(), counts, most };
}

interface LifeOptions {
  readonly subject: string;
  readonly losses: CountLosses;
  readonly counts: Limits['counts'];
  readonly most: Limits['most'];
}

async function liveOnce(lane: Lane, { subject, losses, counts, most }: LifeOptions): Promise<void> {
  const { random, world } = lane;
  const limit = random.between(3, 12);
  const lossesBefore = losses();
  const before = await Promise.all(world.nodes.map(localDecisions));
  const way = random.pick([inNamespace, inPairs, ofKey]);
  const [check, subjects] = await way(lane, { subject, limit });
  const lives = new Map(subjects.map((each) => [each, [] as LimitCheck[]]));
  for (let burst = random.between(2, 4); burst > 0; burst -= 1) {
    const sending = Array.from({ length: random.between(1, limit + 2) }, () => {
      return check(anyNode(lane), random.pick([0, 1, 1, 1, 2]));
    });
    for (const results of await Promise.all(sending)) {
      for (const [each, result] of results) lives.get(each)?.push(result);
    }
    await rest(lane, 300);
  }
  const apart = await countApart(world.nodes, before);
  const lost = losses() - lossesBefore;
  for (const [each, checks] of lives) {
    lane.findings.judged(each, judgeLimit({ limit, checks, apart, losses: lost }));
    most.limitsPassed = Math.max(most.limitsPassed, passedOf(checks) / limit);
    counts[apart + lost === 0 ? 'exact' : 'bounded'] += 1;
  }
}

type Results = readonly (readonly [subject: string, check: LimitCheck])[];
type Check = (node: ServiceNode, cost: number) => Promise<Results>;
type Way = (
  lane: Lane,
  options: { readonly subject: string; readonly limit: number },
) => Promise<readonly [Check, readonly string[]]>;

const inNamespace: Way = async (lane, { subject, limit }) => {
  const fields = { namespace: 'three', identifier: subject, limit, duration: DURATION_MS };
  const check: Check = async (node, cost) => {
    const ask = { name: 'ratelimit.limit', body: { ...fields, cost }, subject };
    const sent = await lane.client.send(node, ask);
    const result = checkOf(sent, cost, ({ success }) => (success ? 'passed' : 'denied'));
    return result === undefined ? [] : [[subject, result]];
  };
  return [check, [subject]];
};

/** Both are taken or none. A limit that passes beside one that is denied has taken nothing. */
const inPairs: Way = async (lane, { subject, limit }) => {
  const subjects = [`${subject} a`, `${subject} b`];
  const check: Check = async (node, cost) => {
    const chosen = lane.random.pick([subjects, subjects.slice(0, 1), subjects.slice(1)]);
    const body = chosen.map((identifier) => {
      return { namespace: 'three', identifier, limit, duration: DURATION_MS, cost };
    });
    const sent = await lane.client.send(node, { name: 'ratelimit.multiLimit', body, subject });
    return chosen.flatMap((each, item): Results => {
      const result = checkOf(sent, cost, ({ passed, limits }) => {
        if (!limits[item].passed) return 'denied';
        return passed ? 'passed' : undefined;
      });
      return result === undefined ? [] : [[each, result]];
    });
  };
  return [check, subjects];
};

/** A verification takes one each time. */
const ofKey: Way = async (lane, { subject, limit }) => {
  const ratelimits = [{ name: 'requests', limit, duration: DURATION_MS, autoApply: true }];
  const { key } = await createKey(lane, subject, { ratelimits });
  const check: Check = async (node) => {
    const sent = await lane.client.send(node, { name: 'keys.verifyKey', body: { key }, subject });
    const result = checkOf(sent, 1, ({ code }) => (code === 'VALID' ? 'passed' : 'denied'));
    return result === undefined ? [] : [[subject, result]];
  };
  return [check, [subject]];
};

function checkOf(
  { outcome, ...sent }: Sent,
  cost: number,
  // biome-ignore lint/suspicious/noExplicitAny: a wire answer is any JSON
  resultOf: (data: any) => 'passed' | 'denied' | undefined,
): LimitCheck | undefined {
  const result = outcome.kind === 'unknown' ? 'unknown' : resultOf(outcome.data);
  return result === undefined ? undefined : { ...sent, cost, result };
}

interface Decisions {
  readonly incarnation: number;
  readonly count: number | undefined;
}

async function localDecisions(node: ServiceNode): Promise<Decisions> {
  const { incarnation } = node;
  return { incarnation, count: (await node.metrics())?.get(LOCAL_DECISIONS) };
}

/** In how many lives a process may have decided without Redis since then. */
async function countApart(
  nodes: readonly ServiceNode[],
  before: readonly Decisions[],
): Promise<number> {
  const after = await Promise.all(nodes.map(localDecisions));
  return after.reduce((sum, { incarnation, count }, index) => {
    const earlier = before[index];
    const starts = incarnation - (earlier?.incarnation ?? 0);
    const isSame = starts === 0 && count !== undefined && count === earlier?.count;
    return sum + (isSame ? 0 : 1 + starts);
  }, 0);
}

function passedOf(checks: readonly LimitCheck[]): number {
  return checks.reduce((sum, { result, cost }) => sum + (result === 'passed' ? cost : 0), 0);
}
