import type { Buckets } from '../../domain/usage-charts/buckets.js';
import type { ExportedEvent } from '../../domain/usage-charts/export-formats.js';
import {
  type DistinctQuestion,
  type LatencyQuestion,
  printDistinct,
  printLatency,
  printSeries,
  printTop,
  type SeriesQuestion,
  type TopQuestion,
} from '../../domain/usage-charts/print-charts.js';
import type { PrintedQuery } from '../../domain/usage-charts/print-rows.js';
import { type SumRow, toSeries } from '../../domain/usage-charts/series.js';
import type { DecisionInputs } from '../../domain/verification/explain.js';
import type { Analyst } from '../../engine/queries/analyst.js';
import type { ApiScope } from './api-scope.js';

/** Who asks, for every query of a chart. */
export interface Asking {
  readonly workspaceId: string;
  readonly scope: ApiScope;
  readonly left?: AbortSignal | undefined;
}

export async function chartSeries(analyst: Analyst, asking: Asking, question: SeriesQuestion) {
  const { metric, buckets, groupBy } = question;
  const rows = (await askRows(analyst, asking, printSeries(question))).map(toSumRow);
  return toSeries(rows, {
    metric,
    startsMs: buckets.startsMs,
    isGrouped: groupBy !== undefined,
  });
}

function toSumRow([bucket, isTop, group, events, credits, took]: readonly unknown[]): SumRow {
  return {
    bucketMs: Number(bucket),
    isTop: Number(isTop) === 1,
    group: String(group),
    events: Number(events),
    credits: Number(credits),
    tookMs: Number(took),
  };
}

export async function chartTop(analyst: Analyst, asking: Asking, question: TopQuestion) {
  const rows = await askRows(analyst, asking, printTop(question));
  return rows.map(([group, verifications, credits]) => ({
    group: String(group),
    verifications: Number(verifications),
    credits: Number(credits),
  }));
}

export async function countDistinct(analyst: Analyst, asking: Asking, question: DistinctQuestion) {
  const [row] = await askRows(analyst, asking, printDistinct(question));
  return Number(row?.[0] ?? 0);
}

/** The average and the quantiles of each bucket, `null` for one without events. */
export async function chartLatency(analyst: Analyst, asking: Asking, question: LatencyQuestion) {
  const rows = await askRows(analyst, asking, printLatency(question));
  const byBucket = new Map(rows.map((row) => [Number(row[0]), row]));
  return layOutLatency(question.buckets, question.quantiles, (startMs) => {
    const row = byBucket.get(startMs);
    const levels: unknown = row?.[2];
    return {
      average: toMilliseconds(row?.[1]),
      quantiles: Array.isArray(levels) ? levels.map(toMilliseconds) : [],
    };
  });
}

interface LatencyOfBucket {
  readonly average: number | null;
  readonly quantiles: readonly (number | null)[];
}

export function layOutLatency(
  { startsMs }: Buckets,
  quantiles: readonly number[],
  read: (startMs: number) => LatencyOfBucket,
) {
  const points = startsMs.map(read);
  return {
    averages: points.map(({ average }) => average),
    quantiles: quantiles.map((quantile, index) => ({
      quantile,
      values: points.map((point) => point.quantiles[index] ?? null),
    })),
  };
}

/** A sum over no events is no number in JSON. Microseconds are as exact as events are. */
function toMilliseconds(value: unknown): number | null {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : null;
}

/** Single events, in the order of the query. */
export async function readEvents(
  analyst: Analyst,
  asking: Asking,
  query: PrintedQuery,
): Promise<ExportedEvent[]> {
  return (await askRows(analyst, asking, query)).map(toEvent);
}

/** One event with the inputs of its decision. */
export async function readExplained(
  analyst: Analyst,
  asking: Asking,
  query: PrintedQuery,
): Promise<{ readonly event: ExportedEvent; readonly inputs: DecisionInputs } | undefined> {
  const [row] = await askRows(analyst, asking, query);
  if (row === undefined) return undefined;
  const [permissionQuery, creditCost, deniedLimit] = row.slice(EVENT_LENGTH);
  const inputs = {
    permissionQuery: String(permissionQuery),
    creditCost: Number(creditCost),
    deniedLimit: String(deniedLimit),
  };
  return { event: toEvent(row), inputs };
}

/** How many columns `toEvent` reads. */
const EVENT_LENGTH = 10;

function toEvent(row: readonly unknown[]): ExportedEvent {
  const [requestId, time, apiId, keyId, identityId, externalId, outcome, tags, ...figures] = row;
  const [spentCredits, latency] = figures;
  return {
    requestId: String(requestId),
    timeMs: Number(time),
    apiId: String(apiId),
    keyId: String(keyId),
    identityId: String(identityId),
    externalId: String(externalId),
    outcome: String(outcome),
    tags: Array.isArray(tags) ? tags.map(String) : [],
    spentCredits: Number(spentCredits),
    latencyUs: Math.round(Number(latency) * 1000),
  };
}

export async function askRows(
  analyst: Analyst,
  { workspaceId, scope, left }: Asking,
  { sql, params }: PrintedQuery,
): Promise<readonly (readonly unknown[])[]> {
  const { rows } = await analyst.ask({ workspaceId, sql, params, scope: scope.rowScope, left });
  return rows.map((row) => JSON.parse(row) as readonly unknown[]);
}
