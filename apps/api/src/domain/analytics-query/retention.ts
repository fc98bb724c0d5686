import { nodesOf } from './syntax/children.js';
import type { IntervalUnit } from './syntax/terms.js';
import type { Binary, Call, Expression, Query } from './syntax/tree.js';

const DAY_MS = 86_400_000;

const UNIT_MS: Readonly<Partial<Record<IntervalUnit, number>>> = {
  SECOND: 1000,
  MINUTE: 60_000,
  HOUR: 3_600_000,
  DAY: DAY_MS,
  WEEK: 7 * DAY_MS,
  MONTH: 30 * DAY_MS,
  YEAR: 365 * DAY_MS,
};

const NOW = new Set(['now', 'now64', 'today']);
/** Functions that leave a moment about where it is. The bound is judged without rounding. */
const WRAPPERS = new Set([
  'toDate',
  'toDateTime',
  'toDateTime64',
  'toStartOfMinute',
  'toStartOfHour',
  'toStartOfDay',
  'toStartOfWeek',
  'toStartOfMonth',
  'toStartOfQuarter',
  'toStartOfYear',
  'formatDateTime',
  'fromUnixTimestamp64Milli',
  'toUnixTimestamp64Milli',
]);

/** `2026-11-30`, with a time and a zone or without. */
const MOMENT =
  /^\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2}|T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2}))?$/;

/**
 * The earliest lower bound on `time` that lies before `fromMs`, or undefined.
 *
 * Only WHERE is read, through AND, OR and parentheses. A bound that is not understood passes: the
 * table sources hide older rows anyway, and this rule only says why.
 */
export function earliestBoundBefore(
  query: Query,
  fromMs: number,
  nowMs: number,
): number | undefined {
  for (const node of nodesOf(query)) {
    if (node.kind !== 'select' || node.where === null) continue;
    for (const boundMs of lowerBounds(node.where, nowMs)) {
      if (boundMs < fromMs) return boundMs;
    }
  }
  return undefined;
}

function* lowerBounds(condition: Expression, nowMs: number): Generator<number, void> {
  if (condition.kind === 'chain') {
    for (const operand of condition.operands) yield* lowerBounds(operand, nowMs);
    return;
  }
  const bound = boundOf(condition);
  const boundMs = bound && momentOf(bound, nowMs);
  if (boundMs !== undefined) yield boundMs;
}

/** What a comparison takes as the lowest value of `time`. */
function boundOf(condition: Expression): Expression | undefined {
  if (condition.kind === 'between') {
    return !condition.negated && isTime(condition.value) ? condition.low : undefined;
  }
  if (condition.kind !== 'binary') return undefined;
  const { operator, left, right } = condition;
  if (isTime(left) && ['>=', '>', '='].includes(operator)) return right;
  return isTime(right) && ['<=', '<', '='].includes(operator) ? left : undefined;
}

function isTime(expression: Expression): boolean {
  return expression.kind === 'column' && expression.path.at(-1)?.toLowerCase() === 'time';
}

/** The moment that an expression stands for, as far as the contract understands it. */
function momentOf(expression: Expression, nowMs: number): number | undefined {
  if (expression.kind === 'number') {
    return /^\d+$/.test(expression.text) ? Number(expression.text) : undefined;
  }
  if (expression.kind === 'string') return parseMoment(expression.value);
  if (expression.kind === 'cast' || expression.kind === 'alias') {
    return momentOf(expression.value, nowMs);
  }
  if (expression.kind === 'unary' && expression.operator === '-') {
    return negated(momentOf(expression.value, nowMs));
  }
  if (expression.kind === 'binary') return shifted(expression, nowMs);
  return expression.kind === 'call' ? momentOfCall(expression, nowMs) : undefined;
}

function momentOfCall({ name, arguments: values }: Call, nowMs: number): number | undefined {
  if (NOW.has(name)) return nowMs;
  const wrapped = name === 'date_trunc' ? values[1] : WRAPPERS.has(name) && values[0];
  return wrapped ? momentOf(wrapped, nowMs) : undefined;
}

function negated(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : -ms;
}

/** `x - INTERVAL 7 DAY`, or `+`. */
function shifted({ operator, left, right }: Binary, nowMs: number): number | undefined {
  if ((operator !== '-' && operator !== '+') || right.kind !== 'interval') return undefined;
  const baseMs = momentOf(left, nowMs);
  const unitMs = UNIT_MS[right.unit];
  const count = right.value.kind === 'number' ? Number(right.value.text) : undefined;
  if (baseMs === undefined || unitMs === undefined || count === undefined) return undefined;
  return operator === '-' ? baseMs - count * unitMs : baseMs + count * unitMs;
}

function parseMoment(text: string): number | undefined {
  if (!MOMENT.test(text)) return undefined;
  const isZoned = text.includes('T');
  const ms = Date.parse(isZoned ? text : `${text.replace(' ', 'T')}${text.length > 10 ? 'Z' : ''}`);
  return Number.isNaN(ms) ? undefined : ms;
}
