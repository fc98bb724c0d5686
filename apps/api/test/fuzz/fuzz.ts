import { OPERATIONS } from '@unlatch/contract';
import type { RunningService } from '@unlatch/testkit';
import { openDatabase } from '../../src/store/database/database.js';
import { dumpRows } from '../master-key.js';
import { CASES_PER_CHAPTER, runChapter } from './chapter.js';
import { Report } from './report.js';
import { residentMb } from './resident-memory.js';
import { Wire } from './wire.js';
import { seedFuzzWorkspace, seedVictim } from './workspaces.js';

/** Chapters at the same time: enough to keep two cores busy, without overload. */
const LANES = 8;

export interface FuzzOptions {
  readonly seed: number;
  /** The chapters to run, in this order. */
  readonly chapters: readonly number[];
  readonly print: (line: string) => void;
}

export interface FuzzResult {
  readonly report: Report;
  /** What is wrong with the service as a whole, after all cases. */
  readonly faults: readonly string[];
}

/** All chapters of `count` cases. */
export function chaptersFor(count: number): number[] {
  return Array.from({ length: Math.ceil(count / CASES_PER_CHAPTER) }, (_, index) => index);
}

/** Fuzzes a running service. Its database must be reachable, for workspaces are made there. */
export async function fuzz(service: RunningService, options: FuzzOptions): Promise<FuzzResult> {
  const { seed, chapters, print } = options;
  const db = openDatabase({
    connection: { connectionString: service.databaseUrl ?? '' },
    poolMax: LANES,
    prepare: false,
    onConnectionLost: () => undefined,
  });
  const report = new Report(print);
  try {
    const victim = await seedVictim(db, service.url);
    const before = await dumpRows(db, victim.id, isSettled);
    const pending = [...chapters];
    const startedMs = performance.now();
    let done = 0;
    const runLane = async () => {
      for (let number = pending.shift(); number !== undefined; number = pending.shift()) {
        const workspace = await seedFuzzWorkspace(db, service.url, victim);
        const wire = new Wire(service.url);
        await runChapter({ seed, number, ...workspace, wire, report });
        done += 1;
        if (done % Math.max(1, Math.round(chapters.length / 20)) === 0) {
          const perSecond = Math.round(report.cases / ((performance.now() - startedMs) / 1000));
          const memory = `resident ${residentMb(service.pid)} MB`;
          print(
            `${report.cases} cases, ${perSecond}/s, ${report.failures} kinds of faults, ${memory}`,
          );
        }
      }
    };
    await Promise.all(Array.from({ length: LANES }, runLane));
    const faults = [
      ...changedRows(before, await dumpRows(db, victim.id, isSettled)),
      ...(await victim.faults()),
      ...faultsInLog(service.stderr()),
    ];
    return { report, faults };
  } finally {
    await db.destroy();
  }
}

/** These are written some time after the answers, so what the victim did before may still come. */
const WRITTEN_LATER = /^(api_requests|root_key_last_used)/;
const isSettled = (table: string) => !WRITTEN_LATER.test(table);

/** Errors, and whatever is no line of the log, such as the warnings of Node. */
export function faultsInLog(log: string): string[] {
  const lines = log.split('\n').filter((line) => line !== '');
  const wrong = lines.filter((line) => !line.startsWith('{') || /"level":[56]0/.test(line));
  return wrong.slice(0, 20).map((line) => `in the log: ${line.slice(0, 2000)}`);
}

/**
 * Those that a service without an analytics engine can carry out. Queries in SQL are fuzzed on their
 * own, with an engine.
 */
export const OPERATION_NAMES = OPERATIONS.filter(
  ({ problems }) => !problems.includes('unkey/data/analytics_not_configured'),
).map(({ name }) => name);

/**
 * The rows that differ, so that a failure says what has changed. Partitions without any row may be
 * new: they are made for the days to come.
 */
function changedRows(before: string, after: string): string[] {
  const [then, now] = [before, after].map((dump) => new Set(dump.split('\n')));
  const gone = [...(then ?? [])].filter((row) => !now?.has(row));
  const come = [...(now ?? [])].filter((row) => !then?.has(row));
  return [
    ...gone.map((row) => `another workspace has lost ${row}`),
    ...come.map((row) => `another workspace has got ${row}`),
  ];
}
