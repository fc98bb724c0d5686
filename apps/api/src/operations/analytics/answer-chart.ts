import { toBusy } from '../../analytics/query-problems.js';
import type { Rollup } from '../../analytics/rollups.js';
import { Problem } from '../../domain/problems.js';
import type { Seal } from '../../domain/usage-charts/question.js';
import type { Analyst } from '../../engine/queries/analyst.js';
import type { Analytics } from '../../engine/queries/analytics.js';
import type { Clock } from '../../lib/clock/clock.js';

/** What the sums per hour cannot tell of a request. */
export type Missing = 'tags' | 'minutes' | 'timeZone' | 'quantiles';

/** Where the figures of an answer come from. */
export interface Figures {
  readonly source: 'engine' | 'sums';
  readonly lagMs: number;
  readonly sealedUntil?: number;
  readonly missing: readonly Missing[];
}

export interface ChartDeps {
  readonly analytics: Analytics;
  readonly clock: Clock;
}

interface Chart<Answer extends object> {
  readonly name: string;
  readonly workspaceId: string;
  /** Everything else that the answer depends on. */
  readonly question: object;
  readonly toMs: number;
  readonly retentionDays: number;
  /** Which sums it reads: those of verifications unless it says so. */
  readonly rollup?: Rollup;
  readonly fromEngine: (analyst: Analyst, seal: Seal) => Promise<Answer>;
  readonly fromSums: () => Promise<Answer & { readonly missing: readonly Missing[] }>;
}

const DAY_MS = 86_400_000;
const KEEP_SEALED_MS = 600_000;
const KEEP_LIVE_MS = 5000;
/** The recorder writes once a second, and a batch takes some time. */
const LAG_OF_SUMS_MS = 2000;

/**
 * Answers a chart from the analytics engine, or else from the sums per hour in the database: where
 * there is no engine, and while it cannot be reached.
 */
export async function answerChart<Answer extends object>(
  deps: ChartDeps,
  chart: Chart<Answer>,
): Promise<Answer & Figures> {
  const analyst = deps.analytics.analyst();
  if (analyst === undefined) return askSums(deps, chart);
  try {
    return await askEngine(deps, chart, analyst);
  } catch (error) {
    if (error instanceof Problem && error.code === 'unkey/data/analytics_connection_failed') {
      return askSums(deps, chart);
    }
    throw error;
  }
}

async function askEngine<Answer extends object>(
  { analytics, clock }: ChartDeps,
  {
    name,
    workspaceId,
    question,
    toMs,
    retentionDays,
    rollup = 'verifications',
    fromEngine,
  }: Chart<Answer>,
  analyst: Analyst,
): Promise<Answer & Figures> {
  const { lagMs, sealedUntilMs: sealed } = await analytics.freshness();
  const sealedUntilMs = sealed[rollup];
  const keptFromMs = clock.nowMs() - retentionDays * DAY_MS;
  const answer = await analytics.charts.get({
    key: JSON.stringify([name, workspaceId, sealedUntilMs, retentionDays, question]),
    keepMs: toMs <= sealedUntilMs ? KEEP_SEALED_MS : KEEP_LIVE_MS,
    ask: () => fromEngine(analyst, { sealedUntilMs, keptFromMs }),
  });
  return { ...answer, source: 'engine', lagMs, sealedUntil: sealedUntilMs, missing: [] };
}

async function askSums<Answer extends object>(
  { analytics }: ChartDeps,
  { name, workspaceId, question, fromSums }: Chart<Answer>,
): Promise<Answer & Figures> {
  const answer = await analytics.charts.get({
    key: JSON.stringify([name, 'sums', workspaceId, question]),
    keepMs: KEEP_LIVE_MS,
    ask: () => inTurn(analytics, workspaceId, fromSums),
  });
  return { ...answer, source: 'sums', lagMs: LAG_OF_SUMS_MS };
}

async function inTurn<T>(
  { sumTurns }: Analytics,
  workspaceId: string,
  work: () => Promise<T>,
): Promise<T> {
  const turn = sumTurns.take(workspaceId);
  if (turn === undefined) throw toBusy();
  const endTurn = await turn;
  try {
    return await work();
  } finally {
    endTurn();
  }
}
