import { Client } from './client.js';
import { Findings } from './findings.js';
import { type CreditHistories, startCreditHistories } from './lanes/credit-histories.js';
import type { Course } from './lanes/lane.js';
import { Random } from './random.js';
import { RecordLedger } from './record-ledger.js';
import { startWorld } from './world.js';

/**
 * The credit histories alone, on three services with nothing broken: many more of them in the same
 * time, and every answer is known. Returns the violations.
 */
export async function runHistories(seed: string, count: number): Promise<readonly string[]> {
  const world = await startWorld();
  const findings = new Findings();
  const client = new Client(world, findings, new RecordLedger());
  const start = { name: 'apis.createApi', body: { name: 'Healthy' }, subject: 'start' };
  const { data } = await client.sendUntilAnswered(new Random(seed), start);
  const lanes: CreditHistories[] = [];
  const played = () => lanes.reduce((sum, lane) => sum + lane.count(), 0);
  const course: Course = {
    world,
    client,
    findings,
    seed,
    apiId: data.apiId,
    isOver: () => played() >= count,
    isHealthy: true,
  };
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
    lanes.push(startCreditHistories(course, `history ${name}`));
  }
  await Promise.all(lanes.map(({ done }) => done));
  for (const lane of lanes) await lane.judge();
  await world.stop();
  return findings.violations;
}
