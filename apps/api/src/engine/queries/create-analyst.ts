import { toBusy, toCanceled } from '../../analytics/query-problems.js';
import type { AnalyticsReader } from '../../analytics/reader.js';
import { Problem } from '../../domain/problems.js';
import type { Clock } from '../../lib/clock/clock.js';
import type { Analyst } from './analyst.js';
import { QueryQuota } from './query-quota.js';
import { QueryTurns } from './query-turns.js';

/** A result may have as many rows as fit into its bytes. Each has two at least. */
export const ROWS_MAX = 10_000_000;
export const RESULT_BYTES_MAX = 4_194_304;
const QUERY_DEADLINE_MS = 10_000;

const TURNS = { runningMax: 4, runningOfOneMax: 2, waitingMax: 100, waitingOfOneMax: 20 };
const QUOTA = { queriesMax: 1000, executionMsMax: 1_800_000 };

export function createAnalyst(reader: AnalyticsReader, { clock }: { clock: Clock }): Analyst {
  const turns = new QueryTurns(TURNS);
  const quota = new QueryQuota({ clock, ...QUOTA });
  return {
    ping: () => reader.ping(),
    async ask(query) {
      const { workspaceId, left } = query;
      const exceeded = quota.take(workspaceId);
      if (exceeded !== undefined) throw quotaExceeded(exceeded.waitMs);
      const endTurn = await takeTurn(turns, workspaceId, left);
      const beginMs = clock.monotonicMs();
      try {
        return await reader.query({
          ...query,
          deadlineMs: QUERY_DEADLINE_MS,
          bytesMax: RESULT_BYTES_MAX,
          rowsMax: ROWS_MAX,
        });
      } finally {
        quota.took(workspaceId, clock.monotonicMs() - beginMs);
        endTurn();
      }
    },
  };
}

async function takeTurn(turns: QueryTurns, workspaceId: string, left: AbortSignal | undefined) {
  if (left?.aborted) throw toCanceled();
  const turn = turns.take(workspaceId, left);
  if (turn === undefined) throw toBusy();
  return turn.catch(() => {
    throw toCanceled();
  });
}

function quotaExceeded(waitMs: number): Problem {
  return new Problem(
    'user/too_many_requests/query_quota_exceeded',
    'Query quota exceeded for the current time window. Please try again later.',
    { retryAfterSeconds: Math.ceil(waitMs / 1000) },
  );
}
