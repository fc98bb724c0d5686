import type { Course } from './lanes/lane.js';
import { judgeRecords, type RecordStory } from './oracles/record-oracle.js';
import type { RecordLedger } from './record-ledger.js';
import type { ServiceNode } from './service-node.js';

/** After all services have stopped in order. */
export async function judgeAllRecords(
  { world, findings }: Course,
  ledger: RecordLedger,
): Promise<Record<string, number>> {
  const lostMax = world.nodes.reduce((sum, node) => sum + reportedLost(node), 0);
  const rows = (text: string) => world.query<{ id: string; what: string }>(text);
  const sums = async (text: string) => {
    const found = await world.query<{ what: string; count: number }>(text);
    return new Map(found.map(({ what, count }) => [what, count]));
  };
  const recorded = await rows(
    `select request_id || ' 0' as id, key_id || ' ' || code as what from verifications`,
  );
  ledger.settleRepeated(new Set(recorded.map(({ id }) => id)));
  const verifications: RecordStory = {
    answered: ledger.verifications,
    unknown: ledger.unknown.verifications,
    lostMax,
    recorded,
    sums: await sums(
      `select key_id || ' ' || code as what, sum(count)::int as count
       from verifications_per_hour group by 1`,
    ),
  };
  const limitChecks: RecordStory = {
    answered: ledger.limitChecks,
    unknown: ledger.unknown.limitChecks,
    lostMax,
    recorded: await rows(
      `select request_id || ' ' || item as id, identifier || ' ' || passed as what
       from limit_checks`,
    ),
    sums: await sums(
      `select identifier || ' ' || is_passed as what, sum(checks)::int as count
       from limit_checks_per_hour, lateral (values (true, passed), (false, count - passed))
         as split (is_passed, checks)
       where checks > 0 group by 1`,
    ),
  };
  findings.note('records', lossReports(world.nodes));
  const verdicts = [verifications, limitChecks].map(judgeRecords);
  findings.judged(
    'records',
    verdicts.flatMap(({ problems }) => problems.slice(0, 5)),
  );
  const events = verifications.recorded.length + limitChecks.recorded.length;
  const missing = verdicts.reduce((sum, verdict) => sum + verdict.missing, 0);
  const unasked = verdicts.reduce((sum, verdict) => sum + verdict.unasked, 0);
  return { events, missing, lostMax, unasked };
}

/** What its next life, or its end, says of the events that were only in memory. */
function reportedLost(node: ServiceNode): number {
  const found = [
    ...node.output().matchAll(/"event":"events_unwritten","atMost":(\d+)/g),
    ...node.output().matchAll(/"event":"events_left","spilled":\d+,"lost":(\d+)/g),
  ];
  return found.reduce((sum, [, count]) => sum + Number(count), 0);
}

function lossReports(nodes: readonly ServiceNode[]): string {
  const reports = nodes.map((node) => {
    const found = node.output().match(/"event":"events_(unwritten|left|found)"[^}]*/g) ?? [];
    return `${node.index}: ${found.join('; ')}`;
  });
  return reports.join(' | ');
}
