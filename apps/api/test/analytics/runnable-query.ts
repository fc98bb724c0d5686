import type { Random } from '../fuzz/random.js';

/** Columns by type, of the tables of one group that have them all. */
interface Columns {
  readonly tables: readonly [string, ...string[]];
  readonly texts: readonly [string, ...string[]];
  readonly numbers: readonly [string, ...string[]];
}

const GROUPS: Readonly<Record<'verifications' | 'ratelimits', Columns>> = {
  verifications: {
    tables: [
      'key_verifications_v1',
      'key_verifications_per_minute_v1',
      'key_verifications_per_hour_v1',
      'key_verifications_per_day_v1',
      'key_verifications_per_month_v1',
    ],
    texts: ['external_id', 'key_id', 'workspace_id', 'key_space_id', 'outcome', 'identity_id'],
    numbers: ['spent_credits', 'length(external_id)', 'toUnixTimestamp(time)'],
  },
  ratelimits: {
    tables: ['ratelimits_per_minute_v1', 'ratelimits_per_hour_v1', 'ratelimits_per_day_v1'],
    texts: ['identifier', 'namespace_id', 'workspace_id'],
    numbers: ['total', 'passed', 'total_tokens', 'length(identifier)'],
  },
};

/**
 * A random query that mostly runs: its parts have the types that they need. Some conversions fail
 * on purpose, because an error that quotes a value is a way out too.
 */
export function runnableQuery(random: Random, group: 'verifications' | 'ratelimits'): string {
  return new RunnableQuery(random, GROUPS[group]).query(2);
}

class RunnableQuery {
  readonly #random: Random;
  readonly #columns: Columns;

  constructor(random: Random, columns: Columns) {
    this.#random = random;
    this.#columns = columns;
  }

  query(levels: number): string {
    if (levels > 0 && this.#random.percent(15)) {
      const operator = this.#random.pick(['UNION ALL', 'UNION DISTINCT', 'EXCEPT', 'INTERSECT']);
      return `${this.#texts(levels - 1)} ${operator} ${this.#texts(levels - 1)}`;
    }
    return this.#random.percent(50) ? this.#texts(levels) : this.#groups(levels);
  }

  /** One column of texts, so that results can be combined. */
  #texts(levels: number): string {
    const distinct = this.#random.percent(20) ? 'DISTINCT ' : '';
    return `SELECT ${distinct}${this.#text()} AS t ${this.#from(levels)}${this.#end('t')}`;
  }

  #groups(levels: number): string {
    const having = this.#random.percent(30) ? ` HAVING count() > ${this.#random.below(5)}` : '';
    const totals = this.#random.pick(['', '', ' WITH TOTALS', ' WITH ROLLUP']);
    return `SELECT ${this.#text()} AS t, ${this.#aggregate()} AS n ${this.#from(levels)} GROUP BY t${totals}${having}${this.#end('n')}`;
  }

  #end(column: string): string {
    const order = this.#random.percent(40) ? ` ORDER BY ${column} DESC NULLS FIRST` : '';
    const by = this.#random.percent(10) ? ` LIMIT 2 BY ${column}` : '';
    return `${order}${by}${this.#random.percent(40) ? ` LIMIT ${this.#random.below(50)}` : ''}`;
  }

  #from(levels: number): string {
    const table = this.#random.pick(this.#columns.tables);
    const where = this.#random.percent(70) ? ` WHERE ${this.#condition(levels)}` : '';
    const before = this.#random.percent(20) ? ` PREWHERE ${this.#condition(0)}` : '';
    if (levels > 0 && this.#random.percent(25)) {
      return `FROM (SELECT * FROM ${table}${before}${where}) AS s${this.#join()}`;
    }
    return `FROM ${table} AS s${this.#join()}${before}${where}`;
  }

  #join(): string {
    if (!this.#random.percent(25)) return '';
    const side = this.#random.pick([
      'LEFT SEMI',
      'LEFT ANTI',
      'RIGHT SEMI',
      'RIGHT ANTI',
      'LEFT ANY',
    ]);
    const text = this.#random.pick(this.#columns.texts);
    const other = this.#random.pick(this.#columns.texts);
    return ` ${side} JOIN (SELECT ${other} AS other FROM ${this.#random.pick(this.#columns.tables)}) AS o ON s.${text} = o.other`;
  }

  #condition(levels: number): string {
    switch (this.#random.below(levels > 0 ? 8 : 6)) {
      case 0:
        return `${this.#text()} ${this.#random.pick(['=', '!=', '<', '>=', 'LIKE', 'NOT ILIKE'])} ${this.#text()}`;
      case 1:
        return `${this.#number()} ${this.#random.pick(['=', '!=', '<', '>='])} ${this.#number()}`;
      case 2:
        return `(${this.#condition(0)}) ${this.#random.pick(['OR', 'AND'])} NOT (${this.#condition(0)})`;
      case 3:
        return `${this.#text()} NOT IN ('ws_own', '', 'VALID')`;
      case 4:
        return `workspace_id ${this.#random.pick(['=', '!=', '>'])} 'ws_other'`;
      case 5:
        return this.#random.pick(['1', '0 = 0', 'time >= now() - INTERVAL 9 DAY']);
      case 6:
        return `${this.#text()} IN (${this.#texts(levels - 1)})`;
      default:
        return `EXISTS (${this.#texts(levels - 1)})`;
    }
  }

  #text(): string {
    const column = this.#random.pick(this.#columns.texts);
    switch (this.#random.below(8)) {
      case 0:
        return `concat(${column}, '-', ${this.#random.pick(this.#columns.texts)})`;
      case 1:
        return `substring(${column}, ${1 + this.#random.below(9)}, 8)`;
      case 2:
        return `if(${column} > 'c', ${this.#random.pick(this.#columns.texts)}, 'x')`;
      case 3:
        return `toString(${this.#number()})`;
      case 4:
        return `CASE WHEN ${column} = '' THEN 'none' ELSE upper(${column}) END`;
      default:
        return column;
    }
  }

  #number(): string {
    const column = this.#random.pick(this.#columns.texts);
    switch (this.#random.below(8)) {
      case 0:
        return `toInt32(${column})`;
      case 1:
        return `CAST(${column} AS ${this.#random.pick(['UInt8', 'Date', 'Bool', 'Float64'])})`;
      case 2:
        return `10 DIV (${this.#random.pick(this.#columns.numbers)} - 1)`;
      case 3:
        return String(this.#random.below(20));
      default:
        return this.#random.pick(this.#columns.numbers);
    }
  }

  #aggregate(): string {
    const text = this.#random.pick(this.#columns.texts);
    switch (this.#random.below(8)) {
      case 0:
        return `groupArray(3)(${text})`;
      case 1:
        return `groupUniqArray(${text})`;
      case 2:
        return `any(${text})`;
      case 3:
        return `max(${text})`;
      case 4:
        return `uniqExact(${text})`;
      case 5:
        return `sum(${this.#number()})`;
      case 6:
        return `countIf(${this.#condition(0)})`;
      default:
        return 'count()';
    }
  }
}
