/*
 * Three whole services on one PostgreSQL and one Redis, with a faulty link on each way between
 * them, driven at random and judged by oracles.
 *
 * Model. The oracles know only what clients know: when a request was sent, to which process in
 * which life, and its outcome (`Outcome` in client.ts). An answered request took effect once,
 * between the two moments. A request without an answer, with 408 or with 503 has an unknown
 * outcome: it took effect once at any time since, or never. So every oracle judges an interval, and
 * each unknown outcome makes it wider. Any other status where none was asked for is a violation.
 *
 * Actions. Lanes run side by side, each with a random sequence of its own from seed and name:
 *   credit histories   spends, set, increment, decrement, a refill that falls due, rerolls; single
 *                      or repeated at up to three processes under an Idempotency-Key
 *   credit sums        one key with ample and one with scarce credits, spent from by all three
 *   limits             identifiers in a namespace, in pairs that pass or fail together, on keys
 *   revocations        keys that are disabled, enabled and deleted while all three verify them
 *   verifications      keys that never change, cold, warm and just created, and no key at all
 * Beside them run the faults (faults.ts), in episodes (schedule.ts).
 *
 * Invariants.
 *   credits      A serial order explains all answers and the balance at the end, which is never
 *                negative. What was granted is what is gone, as an interval. One Idempotency-Key
 *                has one effect, and the same data in each answer.
 *   limits       Exact while Redis answers. Otherwise at most one more limit for each process that
 *                decided without Redis, and for each loss of counts. A process that has denied lets
 *                nothing through that costs as much. After healing all three count together.
 *   revocation   No state older than a change that the process itself answered, than one that was
 *                answered MAX_STALENESS_MS before, or than one that it has shown already.
 *   records      One event for each answer, with its key and code; at most as many are missing as
 *                the services have reported as lost; the sums per hour are those of the events.
 *   recovery     When all is repaired, every process answers everything again, without a restart.
 *
 * A seed gives the same actions and faults. Their timing is that of real processes, so a failure
 * may need some attempts. It is reported with the seed, and with the last events of its subject.
 */
import { Client } from './client.js';
import { Findings } from './findings.js';
import { startCreditHistories } from './lanes/credit-histories.js';
import { startCreditSums } from './lanes/credit-sums.js';
import type { Course } from './lanes/lane.js';
import { startLimits } from './lanes/limits.js';
import { startRevocations } from './lanes/revocations.js';
import { startVerifications } from './lanes/verifications.js';
import { Random } from './random.js';
import { RecordLedger } from './record-ledger.js';
import { judgeAllRecords } from './records.js';
import { untilRecovered } from './recovery.js';
import { startFaults } from './schedule.js';
import { startWorld, type World } from './world.js';

/** How often the shuffled list of all kinds of faults is gone through. */
const ROUNDS = 1;

/** A busy machine must not be taken for a slow Redis all the time: then no count would be exact. */
const SETTINGS = { REDIS_TIMEOUT_MS: '1000' };

export interface Report {
  readonly seed: string;
  readonly violations: readonly string[];
  /** What was done, for a person. */
  readonly figures: Readonly<Record<string, number>>;
}

/** One run of the short form: every kind of fault once, then repair and judgement. */
export async function runThree(seed: string): Promise<Report> {
  const world = await startWorld(SETTINGS);
  let report: Report;
  try {
    report = await play(world, seed);
  } catch (error) {
    // What broke first is what matters.
    await world.stop().catch(() => undefined);
    throw error;
  }
  await world.stop();
  return report;
}

async function play(world: World, seed: string): Promise<Report> {
  const findings = new Findings();
  const records = new RecordLedger();
  const client = new Client(world, findings, records);
  let isOver = false;
  const start = { name: 'apis.createApi', body: { name: 'Three' }, subject: 'start' };
  const { data } = await client.sendUntilAnswered(new Random(seed), start);
  const course: Course = {
    world,
    client,
    findings,
    seed,
    apiId: data.apiId,
    isOver: () => isOver,
  };
  const faults = startFaults(world, { seed, findings, rounds: ROUNDS });
  const lanes = startLanes(course, () => faults.figures.losses);
  await faults.done;
  isOver = true;
  world.heal();
  await Promise.all(lanes.done);
  const recovery = await untilRecovered(course);
  for (const node of world.nodes) await node.stop();
  const spent = await lanes.judgeCredits();
  const recorded = await judgeAllRecords(course, records);
  const figures = { ...faults.figures, ...client.sent, ...lanes.figures(), ...spent, ...recorded };
  return { seed, violations: findings.violations, figures: { ...figures, ...recovery } };
}

function startLanes(course: Course, losses: () => number) {
  const histories = ['a', 'b', 'c'].map((name) => startCreditHistories(course, `history ${name}`));
  const ample = startCreditSums(course, 'ample', 1_000_000);
  const scarce = startCreditSums(course, 'scarce', 100);
  const limits = ['a', 'b', 'c'].map((name) => startLimits(course, `limit ${name}`, losses));
  const revocations = ['a', 'b'].map((name) => startRevocations(course, `revocation ${name}`));
  const verifications = startVerifications(course, 'verifications');
  const all = [...histories, ample, scarce, ...limits, ...revocations, verifications];
  return {
    done: all.map(({ done }) => done),
    async judgeCredits() {
      let count = 0;
      for (const each of histories) count += await each.judge();
      const [one, two] = [await ample.judge(), await scarce.judge()];
      return { histories: count, granted: one.granted + two.granted, scarceGiven: two.given };
    },
    figures: () => ({
      ...sumUp([...limits, ...revocations].map(({ counts }) => counts)),
      limitsPassed: Math.max(...limits.map(({ most }) => most.limitsPassed)),
      staleMs: Math.max(...revocations.map(({ most }) => most.staleMs)),
    }),
  };
}

function sumUp(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [name, count] of all.flatMap((each) => Object.entries(each))) {
    sums[name] = (sums[name] ?? 0) + count;
  }
  return sums;
}

export function printReport({ seed, violations, figures }: Report): string {
  const lines = Object.entries(figures).map(([name, value]) => {
    return `  ${name.padEnd(16)} ${Number(value.toFixed(2))}`;
  });
  return [`seed ${seed}: ${violations.length} violations`, ...lines].join('\n');
}

export function commandFor(seed: string): string {
  return `pnpm --filter @unlatch/service soak:three --seed ${seed}`;
}
