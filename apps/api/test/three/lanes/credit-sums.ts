import { judgeSums } from '../oracles/credit-oracle.js';
import { anyNode, type Course, createKey, type Lane, openLane, rest } from './lane.js';

/*
 * One key that all three processes spend from without end, and that is raised now and then. It has
 * ample credits, or fewer than are asked for.
 */

const SPENDERS = 3;

export interface CreditSums {
  readonly done: Promise<void>;
  /** After everything has settled. Returns what was granted, and what was there to grant. */
  judge(): Promise<{ readonly granted: number; readonly given: number }>;
}

export function startCreditSums(course: Course, name: string, initial: number): CreditSums {
  const lane = openLane(course, name);
  const sums = { granted: 0, grantedUnknown: 0, raised: 0, raisedUnknown: 0 };
  let keyId = '';
  const run = async () => {
    const made = await createKey(lane, name, { credits: { remaining: initial } });
    keyId = made.keyId;
    await Promise.all([
      ...Array.from({ length: SPENDERS }, () => keepSpending(lane, made.key, sums)),
      keepRaising(lane, keyId, sums),
    ]);
  };
  return {
    done: run(),
    async judge() {
      const statement = 'select credits_remaining::int as end from keys where id = $1';
      const [row] = await lane.world.query<{ end: number }>(statement, [keyId]);
      lane.findings.judged(name, judgeSums({ ...sums, initial, end: row?.end ?? Number.NaN }));
      return { granted: sums.granted, given: initial + sums.raised };
    },
  };
}

type Counted = Record<'granted' | 'grantedUnknown' | 'raised' | 'raisedUnknown', number>;

async function keepSpending(lane: Lane, key: string, sums: Counted): Promise<void> {
  while (!lane.isOver()) {
    const cost = lane.random.between(1, 3);
    const body = { key, credits: { cost } };
    const ask = { name: 'keys.verifyKey', body, subject: lane.name };
    const { outcome } = await lane.client.send(anyNode(lane), ask);
    if (outcome.kind === 'unknown') sums.grantedUnknown += cost;
    else if (outcome.data.code === 'VALID') sums.granted += cost;
    if (outcome.kind === 'answered' && !(outcome.data.credits >= 0)) {
      lane.findings.violation(lane.name, `showed a balance of ${outcome.data.credits}`);
    }
    await rest(lane);
  }
}

async function keepRaising(lane: Lane, keyId: string, sums: Counted): Promise<void> {
  while (!lane.isOver()) {
    const value = lane.random.between(1, 10);
    const body = { keyId, operation: 'increment', value };
    const ask = { name: 'keys.updateCredits', body, subject: lane.name };
    const { outcome } = await lane.client.send(anyNode(lane), ask);
    if (outcome.kind === 'unknown') sums.raisedUnknown += value;
    else sums.raised += value;
    await rest(lane, 400);
  }
}
