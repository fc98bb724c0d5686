/** One limit check, as the analytics engine has it. */
export interface RecentCheck {
  /** A request with several checks has one id. */
  readonly key: string;
  readonly requestId: string;
  readonly time: number;
  readonly identifier: string;
  readonly passed: boolean;
  readonly cost: number;
  readonly overrideId: string;
}

interface Question {
  readonly namespaceId: string;
  readonly identifier: string | undefined;
  readonly from: number;
  readonly to: number;
}

const ROWS = 50;

/** In the SQL of the engine. The service lets nothing through that is not of the workspace. */
export function recentChecksQuery({ namespaceId, identifier, from, to }: Question): string {
  return [
    'SELECT request_id, time, identifier, passed, tokens, override_id FROM ratelimits_v1',
    `WHERE namespace_id = ${quoted(namespaceId)} AND time >= ${from} AND time < ${to}`,
    ...(identifier === undefined ? [] : [`AND identifier = ${quoted(identifier)}`]),
    `ORDER BY time DESC LIMIT ${ROWS}`,
  ].join(' ');
}

export function readRecentChecks(rows: readonly object[]): RecentCheck[] {
  return rows.map((row, index) => {
    const field = (name: string): unknown => Reflect.get(row, name);
    const requestId = textOf(field('request_id'));
    return {
      key: `${requestId}-${index}`,
      requestId,
      time: Number(field('time')),
      identifier: textOf(field('identifier')),
      passed: isTrue(field('passed')),
      cost: Number(field('tokens')),
      overrideId: textOf(field('override_id')),
    };
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isTrue(value: unknown): boolean {
  return value === true || value === 1 || value === '1';
}

/** As ClickHouse reads texts: a backslash escapes. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
